-- What is done to tickets when something happens to them, without anybody asking. Every version stays, and every firing says which one it was and why.
create table triggers (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    name text not null,
    position integer not null,
    spec jsonb not null,
    revision integer not null,
    active boolean not null,
    created_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, name)
);
call own_by_tenant('triggers');

create table trigger_versions (
    tenant_id uuid not null,
    trigger_id uuid not null,
    revision integer not null,
    name text not null,
    spec jsonb not null,
    changed_by uuid,
    changed_by_name text not null,
    changed_at timestamptz not null,
    primary key (tenant_id, trigger_id, revision)
);
call own_by_tenant('trigger_versions');

create table trigger_firings (
    tenant_id uuid not null,
    id uuid not null,
    ticket_id uuid not null,
    customer_id uuid not null,
    trigger_id uuid not null,
    trigger_name text not null,
    revision integer not null,
    cycle_id uuid not null,
    happened text[] not null,
    saw jsonb not null,
    steps text[] not null,
    changes jsonb not null,
    outcome text not null check (outcome in ('done', 'failed', 'stopped')),
    code text,
    reason text,
    replied boolean not null,
    at timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, ticket_id) references tickets
);
create index trigger_firings_by_ticket on trigger_firings (tenant_id, ticket_id, id);
create index trigger_firings_by_trigger on trigger_firings (tenant_id, trigger_id, id);
create index trigger_firings_by_age on trigger_firings (tenant_id, at);
-- How often a customer was answered by nobody.
create index trigger_firings_of_replies on trigger_firings (tenant_id, customer_id, at) where replied;
call own_by_tenant('trigger_firings');
