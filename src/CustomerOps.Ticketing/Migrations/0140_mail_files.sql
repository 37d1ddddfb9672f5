-- Pieces of files that came with mails, until all of a file is here and its mail says where it belongs.
create table mail_file_pieces (
    tenant_id uuid not null,
    file_id uuid not null,
    number integer not null,
    pieces integer not null,
    content bytea not null,
    primary key (tenant_id, file_id, number)
);
alter table mail_file_pieces alter column content set storage external;
call own_by_tenant('mail_file_pieces');

-- Where a file belongs that a mail has named.
create table mail_files (
    tenant_id uuid not null,
    id uuid not null,
    ticket_id uuid not null,
    message_id uuid not null,
    name text not null,
    type text not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, ticket_id) references tickets
);
create index mail_files_by_ticket on mail_files (tenant_id, ticket_id);
call own_by_tenant('mail_files');
