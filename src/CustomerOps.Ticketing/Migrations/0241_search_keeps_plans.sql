-- The same questions as before (0031), kept as plans by each session: functions of plain SQL are planned anew with every call, which took longer than their answers.

create or replace function newest_ticket_number() returns bigint
language plpgsql stable security definer set search_path = public, pg_temp set enable_indexscan = on set enable_seqscan = on set plan_cache_mode = force_generic_plan as $$
begin
    return (select number from tickets where tenant_id = current_tenant() order by number desc limit 1);
end $$;

-- What was asked, word by word: its stems in the dictionaries of the languages, and whether it is a filler word in one of them.
create or replace function search_terms(asked text, in_language text) returns table (place integer, word text, stems text[], filler boolean, known boolean)
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
    return query
        with asked_words as (
            select min(p.place)::integer as place, w.lexeme as word from unnest(to_tsvector('simple', left(asked, 500))) w, unnest(w.positions) p (place) group by w.lexeme),
        stemmed as (
            select a.place, a.word, tsvector_to_array(to_tsvector(dictionary_of(l.language), a.word)) as stems
            from asked_words a, unnest(case when in_language is null then array['en', 'da', 'nb', 'sv', 'fi', 'hu', 'de', ''] else array[in_language] end) l (language))
        select s.place, s.word, coalesce(array_agg(distinct stem) filter (where stem is not null), array[]::text[]), bool_or(cardinality(s.stems) = 0),
            exists (select from search_vocabulary v where v.tenant_id = current_tenant() and v.word = s.word)
        from stemmed s left join lateral unnest(s.stems) stem on true group by s.place, s.word order by s.place limit 32;
end $$;

-- Words that were written and hold this one as a part; where it was never written itself, also those that look like it.
create or replace function search_neighbours(asked text, known boolean) returns table (word text)
language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = off set jit = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
    return query
        with parts as materialized (
            select distinct v.word from search_vocabulary v
            where v.tenant_id = current_tenant() and length(asked) >= 3 and v.word like '%' || replace(replace(replace(asked, '\', '\\'), '%', '\%'), '_', '\_') || '%' limit 200),
        alike as materialized (
            select distinct v.word, similarity(v.word, asked) as likeness from search_vocabulary v
            where not known and length(asked) >= 4 and not exists (select from parts) and v.tenant_id = current_tenant() and v.word % asked limit 500)
        (select p.word from parts p order by length(p.word), p.word limit 12) union all (select a.word from alike a order by a.likeness desc, a.word limit 4);
end $$;

create or replace function search_customers(asked text) returns table (customer_id uuid, likeness real)
language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = off set jit = off set pg_trgm.word_similarity_threshold = 0.5 set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
    return query
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
        union all (select a.id, (a.likeness * 0.7)::real from alike a order by a.likeness desc, a.id desc limit 50);
end $$;

-- Tickets by their number or its beginning, and by the number of their order or a part of it.
create or replace function search_numbers(asked text) returns table (ticket_id uuid, likeness real)
language plpgsql stable security definer set search_path = public, pg_temp set enable_seqscan = off set jit = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
    return query
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
            limit 50) orders;
end $$;

alter function search_messages(text, text[], real[], text, boolean, integer, integer) set plan_cache_mode = force_generic_plan;
alter function search_customers(text) rows 20;
alter function search_numbers(text) rows 20;
