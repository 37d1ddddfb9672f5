-- Files on tickets, their content in pieces so that none is ever whole in memory. sha256: null until all of it is here.
create table attachments (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    ticket_id uuid not null,
    message_id uuid,
    name text not null,
    type text not null,
    bytes bigint not null,
    sha256 text,
    uploaded_by uuid,
    uploaded_at timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, ticket_id) references tickets
);
create index attachments_by_ticket on attachments (tenant_id, ticket_id, id);
create index attachments_by_message on attachments (tenant_id, message_id) where message_id is not null;
call own_by_tenant('attachments');

create table attachment_chunks (
    tenant_id uuid not null,
    attachment_id uuid not null,
    number integer not null,
    content bytea not null,
    primary key (tenant_id, attachment_id, number),
    foreign key (tenant_id, attachment_id) references attachments on delete cascade
);
-- Pictures, archives and documents are packed already.
alter table attachment_chunks alter column content set storage external;
call own_by_tenant('attachment_chunks');

alter table messages add column attachments integer not null default 0;
alter table scheduled_messages add column attachment_ids uuid[] not null default '{}';
