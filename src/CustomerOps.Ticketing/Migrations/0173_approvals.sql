-- What is asked for on a ticket and decided by others: by whom depends on the amount. An open one counts among the ticket's blockers.
create table approval_rules (
    tenant_id uuid primary key,
    id uuid not null,
    version integer not null,
    rules jsonb not null
);
call own_by_tenant('approval_rules');

create table approvals (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    ticket_id uuid not null,
    subject text not null,
    amount numeric(18, 4),
    currency text,
    role text,
    people uuid[] not null,
    needed integer not null check (needed between 1 and 10),
    escalate_to text not null,
    deadline_minutes integer not null,
    rules_version integer not null,
    due_at timestamptz,
    escalated_at timestamptz,
    state text not null check (state in ('open', 'approved', 'declined', 'withdrawn')),
    decisions jsonb not null,
    asked_by uuid,
    asked_by_name text not null,
    asked_at timestamptz not null,
    settled_at timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, ticket_id) references tickets
);
create index approvals_by_ticket on approvals (tenant_id, ticket_id, id);
create index approvals_by_state on approvals (tenant_id, state, id);
call own_by_tenant('approvals');

-- Who decides for somebody who is away, until when.
create table approval_delegations (
    tenant_id uuid not null,
    person_id uuid not null,
    id uuid not null,
    version integer not null,
    to_person_id uuid not null,
    until timestamptz not null,
    primary key (tenant_id, person_id)
);
create index approval_delegations_to on approval_delegations (tenant_id, to_person_id);
call own_by_tenant('approval_delegations');
