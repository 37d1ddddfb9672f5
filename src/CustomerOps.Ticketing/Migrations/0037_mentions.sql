-- Who was named in an internal note, and whether they have seen it.
create table mentions (
    tenant_id uuid not null,
    id uuid not null,
    person_id uuid not null,
    ticket_id uuid not null,
    message_id uuid not null,
    mentioned_by uuid,
    mentioned_by_name text not null,
    mentioned_at timestamptz not null,
    seen_at timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, ticket_id, message_id) references messages on update cascade
);
create index mentions_by_person on mentions (tenant_id, person_id, id);
create index mentions_unseen on mentions (tenant_id, person_id, id) where seen_at is null;
create index mentions_by_message on mentions (tenant_id, ticket_id, message_id);
call own_by_tenant('mentions');
