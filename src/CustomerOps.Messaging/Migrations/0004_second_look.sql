-- May this row's writer have been under way when transaction number since was the oldest that was? Null: every row.
create function written_since(writer xid, since bigint) returns boolean language sql stable parallel safe
as $$ select since is null or age(writer) <= age(since::text::xid8::xid) $$;

-- As before, and with since only in what was written after it: a second look reads no text that the first has read.
drop function erase_words(text, text[]);
create function erase_words(words text, kept text[], since bigint default null) returns table (name text, changed bigint)
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
        execute format('update %I set %s%s where tenant_id = current_tenant() and written_since(xmin, $2) and (%s)',
            part.relname, part.changes, case when part.versioned then ', version = version + 1' else '' end, part.holds) using words, since;
        get diagnostics found = row_count;
        if found > 0 then name := part.relname; changed := found; return next; end if;
    end loop;
end $$;
revoke execute on function erase_words from public;
grant execute on function erase_words, written_since to customerops_app;
