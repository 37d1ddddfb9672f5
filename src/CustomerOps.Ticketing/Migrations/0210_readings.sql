-- Articles read by somebody who is no customer yet: most write soon after. Kept for a day at most.
create table early_readings (
    tenant_id uuid not null,
    id uuid not null,
    article_id uuid not null,
    customer_id uuid,
    email text,
    title text not null,
    read_at timestamptz not null,
    looks integer not null,
    primary key (tenant_id, id)
);
call own_by_tenant('early_readings');
