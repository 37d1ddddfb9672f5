-- What customers were promised on a ticket, and by when. An open one counts among the ticket's blockers.
create table promises (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    ticket_id uuid not null,
    customer_id uuid not null,
    kind text not null check (kind in ('call-back', 'answer', 'delivery', 'refund', 'other')),
    text text not null,
    due_at timestamptz not null,
    person_id uuid,
    contact text,
    state text not null check (state in ('open', 'kept', 'settled', 'withdrawn')),
    owed_since timestamptz not null,
    missed_at timestamptz,
    escalations integer not null,
    attempts jsonb not null,
    outcome text,
    kept_at timestamptz,
    settled_by uuid,
    settled_by_name text,
    settled_at timestamptz,
    created_by uuid,
    created_by_name text not null,
    created_at timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, ticket_id) references tickets,
    foreign key (tenant_id, customer_id) references customers
);
create index promises_by_ticket on promises (tenant_id, ticket_id, id);
create index promises_by_customer on promises (tenant_id, customer_id, id);
create index promises_by_due on promises (tenant_id, state, due_at, id);
create index promises_by_person on promises (tenant_id, person_id, state, due_at, id) where person_id is not null;
call own_by_tenant('promises');
