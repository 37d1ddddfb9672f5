-- When a partner's customer register last spoke of the customer: older news that arrives late changes nothing.
alter table customers add column registered_at timestamptz;

-- Contacts that a call centre told of, by its own number: each takes effect once, whatever message brings it.
create table contacts (
    tenant_id uuid not null,
    external_id text not null,
    taken_at timestamptz not null default now(),
    primary key (tenant_id, external_id)
);
call own_by_tenant('contacts');
