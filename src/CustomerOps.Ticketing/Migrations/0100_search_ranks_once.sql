-- What is asked is counted stretch by stretch and ranked once, where there is enough of it; only the best leave the database.

-- Its own settings: where the word index is all that may be used, the greatest number would be looked for in every ticket.
create function newest_ticket_number() returns bigint language sql stable security definer set search_path = public, pg_temp set enable_indexscan = on set enable_seqscan = on as $$
    select number from tickets where tenant_id = current_tenant() order by number desc limit 1
$$;
revoke execute on function newest_ticket_number from public;

create or replace function search_messages(asked text, parts text[], weights real[], in_language text, with_internal boolean, enough integer)
returns table (message_id uuid, ticket_id uuid, rank real)
language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = off set enable_indexscan = off set jit = off set max_parallel_workers_per_gather = 0 as $$
declare tenant uuid := current_tenant(); newest bigint := newest_ticket_number(); question tsquery := asked::tsquery; held tsquery[] := parts; stretch tsquery; found_now integer; total real := 0;
begin
    if newest is null or numnode(question) = 0 then return; end if;
    for i in 1 .. cardinality(weights) loop total := total + weights[i]; end loop;
    for level in 1 .. 4 loop
        stretch := case level
            when 1 then question && format('''§a%s'' | ''§a%s''', newest >> 9, (newest >> 9) - 1)::tsquery
            when 2 then question && format('''§b%s'' | ''§b%s''', newest >> 12, (newest >> 12) - 1)::tsquery
            when 3 then question && format('''§c%s'' | ''§c%s''', newest >> 15, (newest >> 15) - 1)::tsquery
            else question end;
        exit when level = 4;
        select count(*) into found_now from (
            select from search_entries e
            where e.tenant_id = tenant and e.words @@ stretch and (with_internal or not e.internal) and (in_language is null or e.language = in_language) limit enough) e;
        exit when found_now >= enough;
    end loop;

    -- rank: the share of the weights that is matched, and of two with the same share the one whose words stand closer to the subject. At most eight parts are weighed.
    return query
        select f.message_id, f.ticket_id, case when total = 0 then f.closeness else 0.85 * f.matched / total + 0.15 * f.closeness end::real as rank from (
            select e.message_id, e.ticket_id, ts_rank('{0.1, 0.3, 0.4, 1.0}', e.words, question, 33) as closeness,
                case when total = 0 then 0 else
                    coalesce(weights[1] * (e.words @@ held[1])::integer, 0) + coalesce(weights[2] * (e.words @@ held[2])::integer, 0)
                    + coalesce(weights[3] * (e.words @@ held[3])::integer, 0) + coalesce(weights[4] * (e.words @@ held[4])::integer, 0)
                    + coalesce(weights[5] * (e.words @@ held[5])::integer, 0) + coalesce(weights[6] * (e.words @@ held[6])::integer, 0)
                    + coalesce(weights[7] * (e.words @@ held[7])::integer, 0) + coalesce(weights[8] * (e.words @@ held[8])::integer, 0) end as matched
            from search_entries e
            where e.tenant_id = tenant and e.words @@ stretch and (with_internal or not e.internal) and (in_language is null or e.language = in_language)
            limit 4000) f
        order by rank desc, f.message_id desc limit 600;
end $$;

-- How many of the newest entries hold each of these; the first row is how many there are. One look at each entry.
create or replace function search_counts(questions text[]) returns table (place integer, entries bigint)
language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = off set enable_indexscan = off set jit = off set max_parallel_workers_per_gather = 0 as $$
declare tenant uuid := current_tenant(); stretch bigint := newest_ticket_number() >> 9; recent tsquery;
begin
    if stretch is null then return; end if;
    recent := format('''§a%s'' | ''§a%s''', stretch, stretch - 1)::tsquery;
    return query
        with newest as materialized (select e.words from search_entries e where e.tenant_id = tenant and e.words @@ recent limit 1500),
        asked as materialized (select q.place::integer, q.question::tsquery from unnest(questions) with ordinality q (question, place))
        select 0, count(*) from newest
        union all select a.place, count(*) filter (where n.words @@ a.question) from asked a left join newest n on true group by a.place
        order by 1;
end $$;
