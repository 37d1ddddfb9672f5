-- What tickets are to each other, each link once, from the side whose word comes first (parent-of, not child-of).
create table ticket_links (
    tenant_id uuid not null,
    id uuid not null,
    from_id uuid not null,
    to_id uuid not null,
    kind text not null check (kind in ('relates-to', 'duplicates', 'blocks', 'parent-of', 'problem-of', 'split-into')),
    linked_by uuid,
    linked_by_name text not null,
    linked_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, from_id, kind, to_id),
    check (from_id <> to_id),
    foreign key (tenant_id, from_id) references tickets,
    foreign key (tenant_id, to_id) references tickets
);
create index ticket_links_back on ticket_links (tenant_id, to_id, kind, from_id);
call own_by_tenant('ticket_links');
