-- Looking behind and ahead is what costs most when words are looked for, and the grouping before a number next. What holds the words holds their core: it is looked for first.
create function core_of(words text) returns text language sql immutable parallel safe
as $$ select replace(regexp_replace(words, '\(\?<?![^()]*\)', '', 'g'), '(\+?\d[\d\s().-]{0,6})?', '') $$;

create function holds_words(said text, words text, core text) returns boolean language sql immutable parallel safe
as $$ select case when said ~* core then said ~* words else false end $$;
create function holds_words(said text[], words text, core text) returns boolean language sql immutable parallel safe
as $$ select exists (select from unnest(said) s where holds_words(s, words, core)) $$;
create function holds_words(said jsonb, words text, core text) returns boolean language sql immutable parallel safe
as $$ select case when said in ('{}', '[]', 'null') then false else holds_words(regexp_replace(said::text, '\\[nrtbf]', ' ', 'g'), words, core) end $$;
create function holds_words(said json, words text, core text) returns boolean language sql immutable parallel safe
as $$ select holds_words(said::jsonb, words, core) $$;

create or replace function erase_words(words text, kept text[], since bigint default null) returns table (name text, changed bigint)
language plpgsql security definer set search_path = public as $$
declare part record; found bigint;
begin
    if current_tenant() is null then raise exception 'No organisation was entered.'; end if;
    for part in
        select c.relname, string_agg(format('%1$I = redact(%1$I, $1)', a.attname), ', ') as changes, string_agg(format('holds_words(%I, $1, $3)', a.attname), ' or ') as holds,
               exists (select from pg_attribute v where v.attrelid = c.oid and v.attname = 'version' and v.atttypid = 'integer'::regtype) as versioned
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.atttypid in ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype, 'json'::regtype)
          and exists (select from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id' and not t.attisdropped)
          and not kept && array[c.relname::text, c.relname || '.' || a.attname, '.' || a.attname]
        group by c.oid, c.relname
        order by c.relname
    loop
        -- What is old is not read at all: a condition beside the others might be asked last.
        execute format('update %I set %s%s where tenant_id = current_tenant() and case when written_since(xmin, $2) then %s end',
            part.relname, part.changes, case when part.versioned then ', version = version + 1' else '' end, part.holds) using words, since, core_of(words);
        get diagnostics found = row_count;
        if found > 0 then name := part.relname; changed := found; return next; end if;
    end loop;
end $$;
grant execute on function core_of, holds_words(text, text, text), holds_words(text[], text, text), holds_words(jsonb, text, text), holds_words(json, text, text) to customerops_app;
