-- How long an organisation keeps what was said, files and people; nothing set: for ever.
create table retention_policies (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    attachments_months integer check (attachments_months between 1 and 240),
    conversations_months integer check (conversations_months between 1 and 240),
    customers_months integer check (customers_months between 1 and 240),
    set_by_name text not null,
    set_at timestamptz not null,
    primary key (tenant_id, id)
);
create unique index retention_policies_one on retention_policies (tenant_id);
call own_by_tenant('retention_policies');

-- When what was said on a ticket was blanked; the ticket counts on.
alter table tickets add column blanked_at timestamptz;
create index tickets_to_blank on tickets (tenant_id, state_since) where state = 'closed' and blanked_at is null;
create index mails_aside_by_age on mails (tenant_id, at) where ticket_id is null;
