-- That a customer is not content, as a case of its own on a ticket. One that is not answered counts among the ticket's blockers.
create table complaints (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    ticket_id uuid not null,
    customer_id uuid not null,
    order_id uuid,
    survey_response_id uuid,
    said_severity text not null check (said_severity in ('low', 'medium', 'high', 'critical')),
    severity text not null check (severity in ('low', 'medium', 'high', 'critical')),
    raised jsonb not null,
    category text not null,
    wants text,
    cause text,
    sku text,
    owner_id uuid,
    registered_by uuid,
    registered_by_name text not null,
    registered_at timestamptz not null,
    clock_started_at timestamptz not null,
    acknowledge_by timestamptz not null,
    answer_by timestamptz not null,
    acknowledgement_missed_at timestamptz,
    answer_missed_at timestamptz,
    warned_of timestamptz,
    due_at timestamptz,
    due_order timestamptz not null generated always as (coalesce(due_at, timestamptz '9999-01-01 00:00:00+00')) stored,
    state text not null check (state in ('registered', 'acknowledged', 'investigating', 'answered', 'closed')),
    level integer not null check (level in (1, 2)),
    acknowledged_at timestamptz,
    outcome text check (outcome in ('upheld', 'partly-upheld', 'not-upheld', 'withdrawn')),
    answers jsonb not null,
    withdrawn_because text,
    review_reason text,
    closed_at timestamptz,
    remedies jsonb not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, ticket_id) references tickets,
    foreign key (tenant_id, customer_id) references customers,
    foreign key (tenant_id, order_id) references orders
);
create index complaints_by_due on complaints (tenant_id, due_order, id);
create index complaints_by_state on complaints (tenant_id, state, due_order, id);
create index complaints_by_severity on complaints (tenant_id, severity, due_order, id);
create index complaints_by_cause on complaints (tenant_id, cause, due_order, id);
create index complaints_by_owner on complaints (tenant_id, owner_id, due_order, id);
create index complaints_by_ticket on complaints (tenant_id, ticket_id, id);
create index complaints_by_customer on complaints (tenant_id, customer_id, id);
-- Earlier ones like it.
create index complaints_of_cause on complaints (tenant_id, cause, registered_at) where cause is not null;
create index complaints_of_product on complaints (tenant_id, sku, registered_at) where sku is not null;
create unique index complaints_by_survey_response on complaints (tenant_id, survey_response_id) where survey_response_id is not null;
call own_by_tenant('complaints');

create table complaint_policies (
    tenant_id uuid primary key,
    id uuid not null,
    version integer not null,
    terms jsonb not null,
    repetition jsonb not null,
    approvals jsonb not null,
    review_days integer not null
);
call own_by_tenant('complaint_policies');

create table complaint_causes (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    name text not null,
    names jsonb not null,
    retired_at timestamptz,
    primary key (tenant_id, id),
    unique (tenant_id, name)
);
call own_by_tenant('complaint_causes');

create table complaint_guidance (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    name text not null,
    severity text check (severity in ('low', 'medium', 'high', 'critical')),
    cause text,
    texts jsonb not null,
    primary key (tenant_id, id),
    unique (tenant_id, name)
);
call own_by_tenant('complaint_guidance');
