-- Tickets that are opened by the calendar. Each occurrence stands in recurring_openings at most once, written by the transaction that opened its ticket.
create table recurring_tickets (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    name text not null,
    spec jsonb not null,
    paused boolean not null,
    next_at timestamptz,
    created_at timestamptz not null,
    primary key (tenant_id, id)
);
call own_by_tenant('recurring_tickets');

create table recurring_openings (
    tenant_id uuid not null,
    recurring_id uuid not null,
    id uuid not null,
    occurrence timestamptz not null,
    ticket_id uuid not null,
    opened_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, recurring_id, occurrence),
    foreign key (tenant_id, ticket_id) references tickets
);
create index recurring_openings_by_recurring on recurring_openings (tenant_id, recurring_id, id);
call own_by_tenant('recurring_openings');
