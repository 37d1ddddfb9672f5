create table partners (
    id uuid primary key,
    tenant_id uuid not null,
    version integer not null,
    name text not null,
    "user" text not null unique,
    secret_hash text not null,
    subscriptions text[] not null,
    created_at timestamptz not null,
    rotated_at timestamptz not null,
    unique (tenant_id, name)
);
call own_by_tenant('partners');
