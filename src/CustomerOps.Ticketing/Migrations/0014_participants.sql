create table participants (
    tenant_id uuid not null,
    id uuid not null,
    ticket_id uuid not null,
    email text not null,
    name text,
    added_at timestamptz not null,
    merged_from uuid,
    primary key (tenant_id, id),
    unique (tenant_id, ticket_id, email),
    foreign key (tenant_id, ticket_id) references tickets
);
create index participants_by_email on participants (tenant_id, email, ticket_id);
call own_by_tenant('participants');
