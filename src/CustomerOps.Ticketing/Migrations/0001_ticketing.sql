-- Keys lead with the organisation: the primary key is also the index of every list in order of creation (ids are UUID version 7),
-- and a composite foreign key can never point into another organisation.

create table organisations (
    tenant_id uuid primary key,
    name text not null,
    time_zone text not null,
    languages text[] not null,
    told_at timestamptz not null
);
call own_by_tenant('organisations');

create table people (
    tenant_id uuid not null,
    id uuid not null,
    name text not null,
    email text not null,
    language text not null,
    roles text[] not null,
    active boolean not null,
    told_at timestamptz not null,
    primary key (tenant_id, id)
);
call own_by_tenant('people');

create table customers (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    email text,
    name text not null,
    language text,
    branch text,
    survey_consent boolean not null,
    created_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, email)
);
call own_by_tenant('customers');

create table timeline (
    tenant_id uuid not null,
    customer_id uuid not null,
    at timestamptz not null,
    id uuid not null,
    kind text not null,
    subject_id uuid,
    title text not null,
    primary key (tenant_id, customer_id, at, id),
    foreign key (tenant_id, customer_id) references customers
);
call own_by_tenant('timeline');

create table orders (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    external_id text not null,
    customer_id uuid not null,
    branch text,
    status text not null check (status in ('pending', 'processed', 'delivered', 'completed', 'cancelled')),
    currency text not null,
    total numeric(18, 2) not null,
    lines jsonb not null,
    placed_at timestamptz not null,
    completed_at timestamptz,
    updated_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, external_id),
    foreign key (tenant_id, customer_id) references customers
);
create index orders_by_customer on orders (tenant_id, customer_id, id);
call own_by_tenant('orders');

create table ticket_counters (
    tenant_id uuid primary key,
    last_number bigint not null
);
call own_by_tenant('ticket_counters');

-- priority: 0 low, 1 normal, 2 high, 3 urgent. tier: 0 representative, 1 senior, 2 specialist, 3 supervisor, 4 manager.
create table tickets (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    number bigint not null,
    customer_id uuid not null,
    channel text not null,
    origin text not null,
    survey_response_id uuid,
    follows_ticket_id uuid,
    order_id uuid,
    subject text not null,
    language text not null,
    branch text,
    tags text[] not null,
    priority smallint not null check (priority between 0 and 3),
    tier smallint not null check (tier between 0 and 4),
    queue text not null,
    assignee_id uuid,
    state text not null check (state in ('new', 'open', 'pending', 'on-hold', 'solved', 'closed')),
    wait_reason text,
    solution text,
    solved_by uuid,
    solved_by_name text,
    solved_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    next_check_at timestamptz,
    response_target integer not null,
    response_started_at timestamptz not null,
    response_warn_at timestamptz not null,
    response_due_at timestamptz not null,
    response_paused_at timestamptz,
    response_fulfilled_at timestamptz,
    response_warned_at timestamptz,
    response_breached_at timestamptz,
    resolution_target integer not null,
    resolution_started_at timestamptz not null,
    resolution_warn_at timestamptz not null,
    resolution_due_at timestamptz not null,
    resolution_paused_at timestamptz,
    resolution_fulfilled_at timestamptz,
    resolution_warned_at timestamptz,
    resolution_breached_at timestamptz,
    primary key (tenant_id, id),
    unique (tenant_id, number),
    foreign key (tenant_id, customer_id) references customers,
    foreign key (tenant_id, order_id) references orders
);
create index tickets_by_update on tickets (tenant_id, updated_at, id);
create index tickets_by_customer on tickets (tenant_id, customer_id, id);
create index tickets_by_assignee on tickets (tenant_id, assignee_id, id) where assignee_id is not null;
create index tickets_by_order on tickets (tenant_id, order_id, id) where order_id is not null;
create index tickets_waiting on tickets (tenant_id, priority desc, id) where assignee_id is null and state in ('new', 'open');
create index tickets_followed_up on tickets (tenant_id, origin, id) where origin <> 'contact';
create unique index tickets_by_response on tickets (tenant_id, survey_response_id) where survey_response_id is not null;
call own_by_tenant('tickets');

create table messages (
    tenant_id uuid not null,
    ticket_id uuid not null,
    id uuid not null,
    visibility text not null check (visibility in ('public', 'internal')),
    author_kind text not null check (author_kind in ('staff', 'customer', 'system')),
    author_id uuid,
    author_name text not null,
    body text not null,
    added_at timestamptz not null,
    primary key (tenant_id, ticket_id, id),
    foreign key (tenant_id, ticket_id) references tickets
);
call own_by_tenant('messages');

create table escalations (
    tenant_id uuid not null,
    ticket_id uuid not null,
    id uuid not null,
    from_tier smallint not null,
    to_tier smallint not null,
    reason text not null,
    escalated_by uuid,
    escalated_by_name text not null,
    escalated_at timestamptz not null,
    primary key (tenant_id, ticket_id, id),
    foreign key (tenant_id, ticket_id) references tickets
);
call own_by_tenant('escalations');

create table business_hours (
    tenant_id uuid primary key,
    id uuid not null,
    version integer not null,
    time_zone text,
    week jsonb not null,
    holidays date[] not null
);
call own_by_tenant('business_hours');

create table sla_policies (
    tenant_id uuid primary key,
    id uuid not null,
    version integer not null,
    targets jsonb not null
);
call own_by_tenant('sla_policies');
