-- Reasons to wait for a customer, and how they are reminded. texts: by language.
create table pending_reasons (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    name text not null,
    title text not null,
    every integer not null,
    unit text not null check (unit in ('business-hours', 'business-days')),
    times integer not null check (times between 1 and 3),
    then_solve boolean not null,
    texts jsonb not null,
    primary key (tenant_id, id),
    unique (tenant_id, name)
);
call own_by_tenant('pending_reasons');

alter table tickets
    add column pending_reason text,
    add column chases integer not null default 0,
    add column chase_at timestamptz,
    add column wait_until timestamptz,
    add column wait_end text check (wait_end in ('remind', 'close')),
    add column wait_by uuid,
    add column wait_by_name text;
