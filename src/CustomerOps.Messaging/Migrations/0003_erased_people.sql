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

-- May this row's writer have been under way when transaction number since was the oldest that was? Null: every row.
create function written_since(writer xid, since bigint) returns boolean language sql stable parallel safe
as $$ select since is null or age(writer) <= age(since::text::xid8::xid) $$;

-- Takes a person's words out of every text of the organisation, wherever somebody wrote them: also out of what nobody may change otherwise. Of every table
-- and column there is, so that a new one cannot be forgotten; kept are the tables (t) and columns (t.c, or .c in all tables) named. Tells how many rows of which table. With since only in what
-- was written after it: a second look reads no text that the first has read.
create function erase_words(words text, kept text[], since bigint default null) returns table (name text, changed bigint)
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
revoke execute on function erase_words from public;
grant execute on function erase_words, written_since, core_of, redact(text, text), redact(text[], text), redact(jsonb, text) to customerops_app;
grant execute on function holds_words(text, text, text), holds_words(text[], text, text), holds_words(jsonb, text, text), holds_words(json, text, text) to customerops_app;
