-- Stretches that grow by about 2.8 instead of eight: a question ranks little more than it was asked for. One that found next to nothing in a stretch goes on with the one that will do.
create or replace function search_messages(asked text, parts text[], weights real[], in_language text, with_internal boolean, enough integer, from_stretch integer) returns setof message_hit
language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = off set enable_indexscan = off set jit = off set max_parallel_workers_per_gather = 0 set plan_cache_mode = force_generic_plan as $$
declare tenant uuid := current_tenant(); newest bigint := newest_ticket_number(); question tsquery := asked::tsquery; held tsquery[] := parts; stretch tsquery; best message_hit[]; total real := 0; level integer := from_stretch;
begin
    if newest is null or numnode(question) = 0 then return; end if;
    for i in 1 .. cardinality(weights) loop total := total + weights[i]; end loop;
    loop
        -- Two or five blocks of 512, 4,096 and 32,768 ticket numbers, the newest of which is not full; the seventh is all.
        stretch := question;
        if level < 7 then
            stretch := question && (select string_agg(format('''§%s%s''', substr('abc', (level + 1) / 2, 1), (newest >> (6 + (level + 1) / 2 * 3)) - back), ' | ') from generate_series(0, case when level % 2 = 1 then 1 else 4 end) back)::tsquery;
        end if;
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
        exit when cardinality(best) >= enough or level = 7;
        level := least(7, level + ceil(ln(enough / greatest(cardinality(best), 0.5)) / ln(2.8))::integer);
    end loop;
    return query select h.message_id, h.ticket_id, h.rank from unnest(best) h;
end $$;
