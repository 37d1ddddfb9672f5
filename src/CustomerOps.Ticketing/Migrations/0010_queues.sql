-- What an organisation set for a queue, and the queues it added. One that is not here is a tier's, with the usual rules.
create table queues (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    name text not null,
    title text not null,
    reopening text not null check (reopening in ('reopen', 'follow-up', 'reopen-within')),
    within_days integer check (within_days between 1 and 90),
    keeps_assignee boolean not null,
    closes_after_days integer not null check (closes_after_days between 1 and 90),
    children_first boolean not null,
    primary key (tenant_id, id),
    unique (tenant_id, name)
);
call own_by_tenant('queues');
-- May a queue be removed? Asked of what is not closed only.
create index tickets_by_queue on tickets (tenant_id, queue, id) where state <> 'closed';
