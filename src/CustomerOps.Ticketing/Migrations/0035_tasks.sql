-- What else must be done for a ticket, by whom and by when; and lists to be ticked off. blockers: how many open tasks and items keep the ticket from
-- being solved. It is a column of the ticket, so that a task added in the same moment as the solution makes one of the two stale.
alter table tickets add column blockers integer not null default 0 check (blockers >= 0);

create table tasks (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    ticket_id uuid not null,
    title text not null,
    person_id uuid,
    queue text,
    due_at timestamptz,
    due_order timestamptz not null generated always as (coalesce(due_at, timestamptz '9999-01-01 00:00:00+00')) stored,
    blocks boolean not null,
    state text not null check (state in ('open', 'done', 'cancelled')),
    settled_by uuid,
    settled_by_name text,
    settled_at timestamptz,
    created_by uuid,
    created_by_name text not null,
    created_at timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, ticket_id) references tickets,
    check (person_id is null <> (queue is null))
);
create index tasks_by_ticket on tasks (tenant_id, ticket_id, id);
create index tasks_by_due on tasks (tenant_id, state, due_order, id);
create index tasks_by_person on tasks (tenant_id, person_id, state, due_order, id) where person_id is not null;
create index tasks_by_queue on tasks (tenant_id, queue, state, due_order, id) where queue is not null;
call own_by_tenant('tasks');

create table checklists (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    ticket_id uuid not null,
    title text not null,
    items jsonb not null,
    created_at timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, ticket_id) references tickets
);
create index checklists_by_ticket on checklists (tenant_id, ticket_id, id);
call own_by_tenant('checklists');
