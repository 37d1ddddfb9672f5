-- A bulk run may be stopped: what it has not begun stays undone.
alter table bulk_runs add column cancelled_at timestamptz, add column cancelled_by uuid, add column cancelled_by_name text;
alter table bulk_run_tickets drop constraint bulk_run_tickets_state_check;
alter table bulk_run_tickets add check (state in ('waiting', 'done', 'failed', 'cancelled'));

-- Complaints that were answered and whose ticket is closed: those without a cause were left there for ever. They come to their end with the others, in a fortnight.
insert into due_messages (id, tenant_id, name, body, due_at)
select gen_random_uuid(), c.tenant_id, 'complaint-left', jsonb_build_object('complaintId', c.id, 'level', c.level)::text, now() + interval '14 days'
from complaints c join tickets t on t.tenant_id = c.tenant_id and t.id = c.ticket_id
where c.state = 'answered' and t.state = 'closed'
  and (t.merged_into_id is null or exists (select from tickets g where g.tenant_id = t.tenant_id and g.id = t.merged_into_id and g.state = 'closed'));

-- The newest people of whom a name or address, of whichever record, has this in it. Where many do, they are among the newest; where few do, the index of three-letter pieces
-- knows them. What has no such piece (two letters, signs alone) is looked for among the newest alone. Nobody's list is read whole.
create function customers_holding(pattern text, before uuid, most integer) returns setof uuid
language plpgsql stable security definer set search_path = public, pg_temp
set enable_seqscan = off set enable_sort = off set jit = off set max_parallel_workers_per_gather = 0 set plan_cache_mode = force_custom_plan as $$
declare tenant uuid := current_tenant(); upto uuid := coalesce(before, 'ffffffff-ffff-ffff-ffff-ffffffffffff'); found_now integer;
begin
    return query
        select p.id from (
            select c.id, c.name, c.email from customers c
            where c.tenant_id = tenant and c.merged_into_id is null and c.erased_at is null and c.id < upto order by c.id desc limit 5000) p
        where p.name ilike pattern or p.email ilike pattern
            or (select true from customers r where r.tenant_id = tenant and r.merged_into_id is not null and r.merged_into_id = p.id and (r.name ilike pattern or r.email ilike pattern) limit 1)
        order by p.id desc limit most;
    get diagnostics found_now = row_count;
    if found_now >= most or pattern !~ '[[:alnum:]]{3}' then return; end if;
    return query
        with held as materialized (
            select coalesce(r.merged_into_id, r.id) as id from customers r
            where r.tenant_id = tenant and lower(r.name || ' ' || coalesce(r.email, '')) like lower(pattern) and (r.name ilike pattern or r.email ilike pattern) limit 10000),
        people as materialized (
            select h.id from held h cross join lateral (
                select from customers c where c.tenant_id = tenant and c.id = h.id and c.merged_into_id is null and c.erased_at is null and c.id < upto limit 1) c)
        select distinct p.id from people p order by p.id desc limit most;
end $$;
revoke execute on function customers_holding from public;
grant execute on function customers_holding to customerops_app;
