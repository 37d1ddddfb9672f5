-- Row-level security lets no index answer "holds this word" (the operator is not leakproof), so these questions run as their owner and each says
-- itself, in its first condition, whose rows it reads: those of the session's organisation. Every one is bounded.

-- What was asked, word by word: its stems in the dictionaries of the languages, and whether it is a filler word in one of them.
create function search_terms(asked text, in_language text) returns table (place integer, word text, stems text[], filler boolean, known boolean)
language sql stable security definer set search_path = public, pg_temp as $$
    with asked_words as (
        select min(p.place)::integer as place, w.lexeme as word from unnest(to_tsvector('simple', left(asked, 500))) w, unnest(w.positions) p (place) group by w.lexeme),
    stemmed as (
        select a.place, a.word, tsvector_to_array(to_tsvector(dictionary_of(l.language), a.word)) as stems
        from asked_words a, unnest(case when in_language is null then array['en', 'da', 'nb', 'sv', 'fi', 'hu', 'de', ''] else array[in_language] end) l (language))
    select s.place, s.word, coalesce(array_agg(distinct stem) filter (where stem is not null), array[]::text[]), bool_or(cardinality(s.stems) = 0),
        exists (select from search_vocabulary v where v.tenant_id = current_tenant() and v.word = s.word)
    from stemmed s left join lateral unnest(s.stems) stem on true group by s.place, s.word order by s.place limit 32
$$;

-- Words that were written and hold this one as a part; where it was never written itself, also those that look like it.
create function search_neighbours(asked text, known boolean) returns table (word text)
language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off set jit = off as $$
    with parts as materialized (
        select distinct v.word from search_vocabulary v
        where v.tenant_id = current_tenant() and length(asked) >= 3 and v.word like '%' || replace(replace(replace(asked, '\', '\\'), '%', '\%'), '_', '\_') || '%' limit 200),
    alike as materialized (
        select distinct v.word, similarity(v.word, asked) as likeness from search_vocabulary v
        where not known and length(asked) >= 4 and not exists (select from parts) and v.tenant_id = current_tenant() and v.word % asked limit 500)
    (select p.word from parts p order by length(p.word), p.word limit 12) union all (select a.word from alike a order by a.likeness desc, a.word limit 4)
$$;

-- How many of the newest entries hold each of these; the first row is how many there are.
create function search_counts(questions text[]) returns table (place integer, entries bigint)
language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = off set enable_indexscan = off set jit = off set max_parallel_workers_per_gather = 0 as $$
declare tenant uuid := current_tenant(); stretch bigint; recent tsquery; asked tsquery;
begin
    select max(number) >> 9 into stretch from tickets where tenant_id = tenant;
    if stretch is null then return; end if;
    recent := format('''§a%s'' | ''§a%s''', stretch, stretch - 1)::tsquery;
    for i in 0 .. cardinality(questions) loop
        place := i;
        asked := case when i = 0 then recent else questions[i]::tsquery && recent end;
        select count(*) into entries from (select from search_entries e where e.tenant_id = tenant and e.words @@ asked limit 4000) e;
        return next;
    end loop;
end $$;

-- Messages that hold what is asked, from the newest stretch of tickets backwards until there are enough; a stretch's rows may come twice.
-- rank: the share of the weights that is matched, and of two with the same share the one whose words stand closer to the subject.
create function search_messages(asked text, parts text[], weights real[], in_language text, with_internal boolean, enough integer)
returns table (message_id uuid, ticket_id uuid, rank real)
language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = off set enable_indexscan = off set jit = off set max_parallel_workers_per_gather = 0 as $$
declare tenant uuid := current_tenant(); newest bigint; question tsquery := asked::tsquery; held tsquery[] := parts; recent tsquery; found_now integer; total real := 0;
begin
    select max(number) into newest from tickets where tenant_id = tenant;
    if newest is null or numnode(question) = 0 then return; end if;
    for i in 1 .. cardinality(weights) loop total := total + weights[i]; end loop;
    for level in 1 .. 4 loop
        recent := case level
            when 1 then question && format('''§a%s'' | ''§a%s''', newest >> 9, (newest >> 9) - 1)::tsquery
            when 2 then question && format('''§b%s'' | ''§b%s''', newest >> 12, (newest >> 12) - 1)::tsquery
            when 3 then question && format('''§c%s'' | ''§c%s''', newest >> 15, (newest >> 15) - 1)::tsquery
            else question end;
        return query
            select e.message_id, e.ticket_id, case when total = 0 then ts_rank('{0.1, 0.3, 0.4, 1.0}', e.words, question, 33) else
                0.85 * coalesce((select sum(weights[p.place]) from generate_series(1, cardinality(held)) p (place) where e.words @@ held[p.place]), 0) / total
                + 0.15 * ts_rank('{0.1, 0.3, 0.4, 1.0}', e.words, question, 33) end::real
            from search_entries e
            where e.tenant_id = tenant and e.words @@ recent and (with_internal or not e.internal) and (in_language is null or e.language = in_language)
            limit 4000;
        get diagnostics found_now = row_count;
        exit when found_now >= enough;
    end loop;
end $$;

create function search_customers(asked text) returns table (customer_id uuid, likeness real)
language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off set jit = off set pg_trgm.word_similarity_threshold = 0.5 as $$
    with asked as materialized (select lower(btrim(left(asked, 200))) as text),
    parts as materialized (
        select c.id, lower(c.name || ' ' || coalesce(c.email, '')) as text, c.email from customers c
        where c.tenant_id = current_tenant() and length((select text from asked)) >= 3
          and lower(c.name || ' ' || coalesce(c.email, '')) like '%' || replace(replace(replace((select text from asked), '\', '\\'), '%', '\%'), '_', '\_') || '%' limit 500),
    alike as materialized (
        select c.id, word_similarity((select text from asked), lower(c.name || ' ' || coalesce(c.email, ''))) as likeness from customers c
        where not exists (select from parts) and length((select text from asked)) between 4 and 80 and c.tenant_id = current_tenant()
          and (select text from asked) <% lower(c.name || ' ' || coalesce(c.email, '')) limit 500)
    (select p.id, (case when p.email = a.text then 1 when p.text like a.text || ' %' then 0.95 when ' ' || p.text like '% ' || replace(a.text, '%', '') || '%' then 0.85 else 0.7 end)::real as likeness
     from parts p, asked a order by likeness desc, p.id desc limit 100)
    union all (select a.id, (a.likeness * 0.7)::real from alike a order by a.likeness desc, a.id desc limit 50)
$$;

-- Tickets by their number or its beginning, and by the number of their order or a part of it.
create function search_numbers(asked text) returns table (ticket_id uuid, likeness real)
language sql stable security definer set search_path = public, pg_temp set enable_seqscan = off set jit = off as $$
    with asked as materialized (
        select lower(btrim(left(asked, 100))) as text, case when ltrim(btrim(asked), '#') ~ '^[0-9]{1,15}$' then ltrim(btrim(asked), '#')::bigint end as number)
    select * from (
        select t.id, (case j when 0 then 1 else 0.9 - j * 0.05 end)::real as likeness from asked a, generate_series(0, 3) j
        cross join lateral (select t.id from tickets t where t.tenant_id = current_tenant()
            and t.number between a.number * (10 ^ j)::bigint and (a.number + 1) * (10 ^ j)::bigint - 1 order by t.number desc limit 20) t
        where a.number > 0) numbers
    union all
    select * from (
        select t.id, o.likeness from asked a
        cross join lateral (
            select o.id, (case when lower(o.external_id) = a.text then 1 else 0.75 end)::real as likeness from orders o
            where o.tenant_id = current_tenant() and length(a.text) >= 4 and a.text ~ '[0-9]'
              and lower(o.external_id) like '%' || replace(replace(replace(a.text, '\', '\\'), '%', '\%'), '_', '\_') || '%' limit 50) o
        join tickets t on t.tenant_id = current_tenant() and t.order_id = o.id
        limit 50) orders
$$;

revoke execute on function search_terms, search_neighbours, search_counts, search_messages, search_customers, search_numbers from public;
grant execute on function search_terms, search_neighbours, search_counts, search_messages, search_customers, search_numbers to customerops_app;
