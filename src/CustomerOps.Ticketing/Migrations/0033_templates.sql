-- Reply templates: one text per language, with variables that are filled from the ticket.
create table reply_templates (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    name text not null,
    texts jsonb not null,
    created_at timestamptz not null,
    primary key (tenant_id, id)
);
call own_by_tenant('reply_templates');
