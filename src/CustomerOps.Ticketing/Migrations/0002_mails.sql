-- Mails in both directions. id: the mail's own (in) or that of the message it carries (out), so a mail is one row however often it comes.
-- A mail no ticket took keeps its words here, with the reason.
create table mails (
    tenant_id uuid not null,
    id uuid not null,
    direction text not null check (direction in ('in', 'out')),
    message_id text,
    mailbox text not null,
    correspondent text,
    subject text not null,
    automatic text not null check (automatic in ('none', 'auto-reply', 'bounce', 'list', 'loop')),
    ticket_id uuid,
    set_aside text,
    body text,
    at timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, ticket_id) references tickets
);
create index mails_by_message_id on mails (tenant_id, message_id) where ticket_id is not null;
create index mails_by_ticket on mails (tenant_id, ticket_id, at) where ticket_id is not null;
create index tickets_following on tickets (tenant_id, follows_ticket_id, id) where follows_ticket_id is not null;
call own_by_tenant('mails');
