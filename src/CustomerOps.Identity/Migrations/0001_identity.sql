-- An organisation's own id is its tenant id.
create table organisations (
    id uuid primary key,
    tenant_id uuid not null check (tenant_id = id),
    version integer not null,
    slug text not null unique,
    name text not null,
    time_zone text not null,
    languages text[] not null
);
call own_by_tenant('organisations', background => true);

create table branches (
    id uuid primary key,
    tenant_id uuid not null,
    organisation_id uuid not null references organisations,
    code text not null,
    name text not null,
    time_zone text not null,
    unique (tenant_id, code)
);
call own_by_tenant('branches', background => true);

create table people (
    id uuid primary key,
    tenant_id uuid not null,
    version integer not null,
    name text not null,
    email text not null,
    language text not null,
    roles text[] not null,
    branches text[] not null,
    active boolean not null,
    unique (tenant_id, email)
);
create index people_by_name on people (tenant_id, name, id);
call own_by_tenant('people');

-- Looked up by hash before the organisation is known, hence background.
create table api_keys (
    id uuid primary key,
    tenant_id uuid not null,
    version integer not null,
    name text not null,
    hash bytea not null unique,
    hint text not null,
    roles text[] not null,
    branches text[] not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    revoked_at timestamptz
);
create index api_keys_by_time on api_keys (tenant_id, created_at desc, id desc);
call own_by_tenant('api_keys', background => true);
