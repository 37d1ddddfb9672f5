-- Timers: since when a ticket is in its state, and what has passed for it already.
alter table tickets add column state_since timestamptz;
update tickets t set state_since = coalesce(
    (select max(f.at) from clock_facts f where f.tenant_id = t.tenant_id and f.ticket_id = t.id and f.kind in ('opened', 'state-set')), t.updated_at);
alter table tickets alter column state_since set not null;

-- Apart from the ticket, so that looking does not make stale what somebody reads.
create table timer_watches (
    tenant_id uuid not null,
    ticket_id uuid not null,
    planned_at timestamptz,
    passed jsonb not null default '[]',
    primary key (tenant_id, ticket_id),
    foreign key (tenant_id, ticket_id) references tickets
);
call own_by_tenant('timer_watches');
