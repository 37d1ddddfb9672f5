-- Who was erased, as keyed marks of their ids and addresses: what was said of them before that is not taken up again, however late it comes.
create table erased_people (
    tenant_id uuid not null,
    mark bytea not null,
    erased_at timestamptz not null,
    primary key (tenant_id, mark)
);
call own_by_tenant('erased_people');

create function redact(said text, words text) returns text language sql immutable parallel safe
as $$ select regexp_replace(said, words, '[erased]', 'gi') $$;
create function redact(said text[], words text) returns text[] language sql immutable parallel safe
as $$ select array(select regexp_replace(s, words, '[erased]', 'gi') from unnest(said) with ordinality u(s, place) order by place) $$;
-- Words in JSON are looked for in its texts, not in how they are written down: there a new line is a backslash and an n, and would stick to the word behind it.
create function redact(said jsonb, words text) returns jsonb language plpgsql immutable parallel safe as $$
begin
    return case jsonb_typeof(said)
        when 'string' then to_jsonb(redact(said #>> '{}', words))
        when 'array' then (select coalesce(jsonb_agg(redact(part, words) order by place), '[]') from jsonb_array_elements(said) with ordinality parts(part, place))
        when 'object' then (select coalesce(jsonb_object_agg(redact(name, words), redact(part, words)), '{}') from jsonb_each(said) parts(name, part))
        else said end;
end $$;
create function redact(said json, words text) returns json language sql immutable parallel safe
as $$ select redact(said::jsonb, words)::json $$;

create function holds_words(said text, words text) returns boolean language sql immutable parallel safe
as $$ select said ~* words $$;
create function holds_words(said text[], words text) returns boolean language sql immutable parallel safe
as $$ select exists (select from unnest(said) s where s ~* words) $$;
create function holds_words(said jsonb, words text) returns boolean language sql immutable parallel safe
as $$ select regexp_replace(said::text, '\\[nrtbf]', ' ', 'g') ~* words $$;
create function holds_words(said json, words text) returns boolean language sql immutable parallel safe
as $$ select holds_words(said::jsonb, words) $$;

-- Takes a person's words out of every text of the organisation, wherever somebody wrote them: also out of what nobody may change otherwise. Of every table
-- and column there is, so that a new one cannot be forgotten; kept are the tables (t) and columns (t.c, or .c in all tables) named. Tells how many rows of which table.
create function erase_words(words text, kept text[]) returns table (name text, changed bigint)
language plpgsql security definer set search_path = public as $$
declare part record; found bigint;
begin
    if current_tenant() is null then raise exception 'No organisation was entered.'; end if;
    for part in
        select c.relname, string_agg(format('%1$I = redact(%1$I, $1)', a.attname), ', ') as changes, string_agg(format('holds_words(%I, $1)', a.attname), ' or ') as holds,
               exists (select from pg_attribute v where v.attrelid = c.oid and v.attname = 'version' and v.atttypid = 'integer'::regtype) as versioned
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.atttypid in ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype, 'json'::regtype)
          and exists (select from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id' and not t.attisdropped)
          and not kept && array[c.relname::text, c.relname || '.' || a.attname, '.' || a.attname]
        group by c.oid, c.relname
        order by c.relname
    loop
        execute format('update %I set %s%s where tenant_id = current_tenant() and (%s)', part.relname, part.changes, case when part.versioned then ', version = version + 1' else '' end, part.holds) using words;
        get diagnostics found = row_count;
        if found > 0 then name := part.relname; changed := found; return next; end if;
    end loop;
end $$;
revoke execute on function erase_words from public;
grant execute on function erase_words, redact(text, text), redact(text[], text), redact(jsonb, text) to customerops_app;
