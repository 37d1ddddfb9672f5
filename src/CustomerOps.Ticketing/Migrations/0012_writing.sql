-- Who has a ticket open: rows not renewed for thirty seconds say nothing any more, and go when the ticket is closed.
create table presences (
    tenant_id uuid not null,
    ticket_id uuid not null,
    person_id uuid not null,
    name text not null,
    activity text not null check (activity in ('viewing', 'editing')),
    seen_at timestamptz not null,
    primary key (tenant_id, ticket_id, person_id),
    foreign key (tenant_id, ticket_id) references tickets
);
call own_by_tenant('presences');

create table drafts (
    tenant_id uuid not null,
    ticket_id uuid not null,
    author_id uuid not null,
    author_name text not null,
    shared boolean not null,
    visibility text not null check (visibility in ('public', 'internal')),
    body text not null,
    updated_at timestamptz not null,
    primary key (tenant_id, ticket_id, author_id),
    foreign key (tenant_id, ticket_id) references tickets
);
call own_by_tenant('drafts');

-- Replies to be sent at a time. message_id: what it became; then body is empty.
create table scheduled_messages (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    ticket_id uuid not null,
    author_id uuid,
    author_name text not null,
    body text not null,
    send_at timestamptz not null,
    last_message_id uuid,
    created_at timestamptz not null,
    message_id uuid,
    primary key (tenant_id, id),
    foreign key (tenant_id, ticket_id) references tickets
);
create index scheduled_messages_by_ticket on scheduled_messages (tenant_id, ticket_id, send_at, id) where message_id is null;
call own_by_tenant('scheduled_messages');
