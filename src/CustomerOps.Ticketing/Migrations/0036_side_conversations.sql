-- Threads beside the customer's: with a department, with colleagues, or with an outside address. Nothing of them stands in messages or mails.
create table side_conversations (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    ticket_id uuid not null,
    subject text not null,
    queue text,
    email text,
    name text,
    ended boolean not null,
    started_by uuid,
    started_by_name text not null,
    started_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, ticket_id) references tickets
);
create index side_conversations_by_ticket on side_conversations (tenant_id, ticket_id, id);
create index side_conversations_by_queue on side_conversations (tenant_id, queue, id) where queue is not null;
call own_by_tenant('side_conversations');

-- Who was invited by name: all that somebody of another department sees.
create table side_people (
    tenant_id uuid not null,
    person_id uuid not null,
    side_conversation_id uuid not null,
    primary key (tenant_id, person_id, side_conversation_id),
    foreign key (tenant_id, side_conversation_id) references side_conversations
);
create index side_people_by_conversation on side_people (tenant_id, side_conversation_id, person_id);
call own_by_tenant('side_people');

create table side_messages (
    tenant_id uuid not null,
    side_conversation_id uuid not null,
    id uuid not null,
    author_kind text not null check (author_kind in ('staff', 'outside', 'system')),
    author_id uuid,
    author_name text not null,
    body text not null,
    mail_id text,
    added_at timestamptz not null,
    primary key (tenant_id, side_conversation_id, id),
    foreign key (tenant_id, side_conversation_id) references side_conversations
);
-- By the Message-ID an answer names the nearest one.
create index side_messages_by_mail on side_messages (tenant_id, mail_id) where mail_id is not null;
call own_by_tenant('side_messages');
