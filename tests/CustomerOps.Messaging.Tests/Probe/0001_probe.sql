create table notes (
    id uuid primary key,
    tenant_id uuid not null,
    version integer not null,
    text text not null
);
call own_by_tenant('notes');

create table effects (
    id uuid primary key,
    tenant_id uuid not null,
    what text not null
);
call own_by_tenant('effects');
