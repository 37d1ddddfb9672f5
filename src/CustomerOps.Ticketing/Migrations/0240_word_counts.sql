-- How many of the newest messages hold each word, read at once and remembered by the service for some seconds, instead of asked for each question's words. The empty word: how many there are; §: the newest ticket's number.
create function word_counts() returns table (word text, entries bigint)
language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = off set enable_indexscan = off set jit = off set max_parallel_workers_per_gather = 0 as $$
declare tenant uuid := current_tenant(); newest bigint := newest_ticket_number(); stretch bigint := newest >> 9;
begin
    if stretch is null then return; end if;
    -- Each message holds one stretch of the finest kind: those counts come to how many messages there are.
    return query
        select case when s.word like '§a%' then '' else s.word end, sum(s.ndoc)::bigint
        from ts_stat(format('select words from search_entries where tenant_id = %L and words @@ %L limit 1500', tenant, format('''§a%s'' | ''§a%s''', stretch, stretch - 1))) s
        where s.word not like '§b%' and s.word not like '§c%'
        group by 1 order by 2 desc limit 20000;
    return query select '§', newest;
end $$;
revoke execute on function word_counts from public;
grant execute on function word_counts to customerops_app;
drop function search_counts(text[]);
