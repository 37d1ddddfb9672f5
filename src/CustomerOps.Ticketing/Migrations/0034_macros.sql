-- Macros: several steps on a ticket at once. macro_runs: each run a caller named, so that repeating it changes nothing.
create table macros (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    name text not null,
    actions jsonb not null,
    created_at timestamptz not null,
    primary key (tenant_id, id)
);
call own_by_tenant('macros');

create table macro_runs (
    tenant_id uuid not null,
    ticket_id uuid not null,
    id uuid not null,
    macro_id uuid not null,
    macro_name text not null,
    run_by uuid not null,
    run_by_name text not null,
    run_at timestamptz not null,
    primary key (tenant_id, ticket_id, id),
    foreign key (tenant_id, ticket_id) references tickets
);
call own_by_tenant('macro_runs');

-- A macro on many tickets. The steps are kept as they were when it began; each ticket's row is written by the transaction that did it.
create table bulk_runs (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    macro_id uuid not null,
    macro_name text not null,
    actions jsonb not null,
    total integer not null,
    started_by uuid not null,
    started_by_name text not null,
    started_at timestamptz not null,
    primary key (tenant_id, id)
);
call own_by_tenant('bulk_runs');

create table bulk_run_tickets (
    tenant_id uuid not null,
    run_id uuid not null,
    ticket_id uuid not null,
    state text not null check (state in ('waiting', 'done', 'failed')),
    code text,
    reason text,
    settled_at timestamptz,
    primary key (tenant_id, run_id, ticket_id),
    foreign key (tenant_id, run_id) references bulk_runs,
    foreign key (tenant_id, ticket_id) references tickets
);
create index bulk_run_tickets_by_state on bulk_run_tickets (tenant_id, run_id, state, ticket_id);
call own_by_tenant('bulk_run_tickets');
