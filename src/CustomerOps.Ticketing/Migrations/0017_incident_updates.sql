-- One word to the requesters of all of a problem's incidents. texts: by language; summary: also solves them.
create table incident_updates (
    tenant_id uuid not null,
    id uuid not null,
    ticket_id uuid not null,
    author_id uuid,
    author_name text not null,
    texts jsonb not null,
    summary text,
    incidents integer not null,
    reached integer not null,
    told_at timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, ticket_id) references tickets
);
create index incident_updates_by_ticket on incident_updates (tenant_id, ticket_id, id);
call own_by_tenant('incident_updates');
