-- What is found is ranked while it is looked for, so that the stretch that has enough is read once; who knows how frequent the words are begins with the stretch that will do.
create type message_hit as (message_id uuid, ticket_id uuid, rank real);

-- Stretches 1 to 4: about the newest thousand tickets, eight thousand, 65 thousand, all. At most 600 are asked for as enough.
create function search_messages(asked text, parts text[], weights real[], in_language text, with_internal boolean, enough integer, from_stretch integer) returns setof message_hit
language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = off set enable_indexscan = off set jit = off set max_parallel_workers_per_gather = 0 as $$
declare tenant uuid := current_tenant(); newest bigint := newest_ticket_number(); question tsquery := asked::tsquery; held tsquery[] := parts; stretch tsquery; best message_hit[]; total real := 0; level integer := from_stretch;
begin
    if newest is null or numnode(question) = 0 then return; end if;
    for i in 1 .. cardinality(weights) loop total := total + weights[i]; end loop;
    loop
        stretch := case level
            when 1 then question && format('''§a%s'' | ''§a%s''', newest >> 9, (newest >> 9) - 1)::tsquery
            when 2 then question && format('''§b%s'' | ''§b%s''', newest >> 12, (newest >> 12) - 1)::tsquery
            when 3 then question && format('''§c%s'' | ''§c%s''', newest >> 15, (newest >> 15) - 1)::tsquery
            else question end;
        -- rank: the share of the weights that is matched, and of two with the same share the one whose words stand closer to the subject. At most eight parts are weighed.
        best := array(
            select row(f.message_id, f.ticket_id, case when total = 0 then f.closeness else 0.85 * f.matched / total + 0.15 * f.closeness end)::message_hit from (
                select e.message_id, e.ticket_id, ts_rank('{0.1, 0.3, 0.4, 1.0}', e.words, question, 33) as closeness,
                    case when total = 0 then 0 else
                        coalesce(weights[1] * (e.words @@ held[1])::integer, 0) + coalesce(weights[2] * (e.words @@ held[2])::integer, 0)
                        + coalesce(weights[3] * (e.words @@ held[3])::integer, 0) + coalesce(weights[4] * (e.words @@ held[4])::integer, 0)
                        + coalesce(weights[5] * (e.words @@ held[5])::integer, 0) + coalesce(weights[6] * (e.words @@ held[6])::integer, 0)
                        + coalesce(weights[7] * (e.words @@ held[7])::integer, 0) + coalesce(weights[8] * (e.words @@ held[8])::integer, 0) end as matched
                from search_entries e
                where e.tenant_id = tenant and e.words @@ stretch and (with_internal or not e.internal) and (in_language is null or e.language = in_language)
                limit 4000) f
            order by case when total = 0 then f.closeness else 0.85 * f.matched / total + 0.15 * f.closeness end desc, f.message_id desc limit 600);
        exit when cardinality(best) >= enough or level = 4;
        -- Each holds eight times as much as the one before; one that will not do either is left out.
        level := least(4, level + case when cardinality(best) * 8 < enough then 2 else 1 end);
    end loop;
    return query select h.message_id, h.ticket_id, h.rank from unnest(best) h;
end $$;
revoke execute on function search_messages(text, text[], real[], text, boolean, integer, integer) from public;
grant execute on function search_messages(text, text[], real[], text, boolean, integer, integer) to customerops_app;
drop function search_messages(text, text[], real[], text, boolean, integer);
