-- Lists of tickets people come back to. Every order they can have has an index; times that are not there sort as the end of time, so that no order has nulls in it.

alter table tickets add column customer_waits_since timestamptz;
update tickets t set customer_waits_since = w.since
from (
    select m.tenant_id, m.ticket_id, min(m.added_at) as since from messages m
    where m.author_kind = 'customer' and not exists (
        select from messages s where s.tenant_id = m.tenant_id and s.ticket_id = m.ticket_id and s.author_kind = 'staff' and s.visibility = 'public' and s.id > m.id)
    group by m.tenant_id, m.ticket_id) w
where t.tenant_id = w.tenant_id and t.id = w.ticket_id and t.state not in ('solved', 'closed');

alter table tickets
    add column waits_order timestamptz not null generated always as (coalesce(customer_waits_since, timestamptz '9999-01-01 00:00:00+00')) stored,
    add column due_order timestamptz not null generated always as (coalesce(least(
        case when response_paused_at is null and response_fulfilled_at is null then response_due_at end,
        case when resolution_paused_at is null and resolution_fulfilled_at is null then resolution_due_at end), timestamptz '9999-01-01 00:00:00+00')) stored;

create index tickets_by_due on tickets (tenant_id, due_order, id);
create index tickets_by_waiting on tickets (tenant_id, waits_order, id);
create index tickets_by_priority on tickets (tenant_id, priority desc, id);
-- What is not settled is little beside what is: the lists people work from read only that.
create index tickets_unsettled_by_queue on tickets (tenant_id, queue, id) where state in ('new', 'open', 'pending', 'on-hold');
create index tickets_unsettled_by_assignee on tickets (tenant_id, assignee_id, id) where state in ('new', 'open', 'pending', 'on-hold');

create table views (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    owner_id uuid,
    created_by uuid not null,
    name text not null,
    filter jsonb not null,
    sort text not null,
    created_at timestamptz not null,
    primary key (tenant_id, id)
);
create index views_by_owner on views (tenant_id, owner_id, id);
call own_by_tenant('views');
