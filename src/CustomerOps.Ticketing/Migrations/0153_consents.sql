-- What customers agreed to and took back, per purpose and channel: who said it, how, when, and to which text. Nothing here is changed; the newest word counts.
create table customer_consents (
    tenant_id uuid not null,
    id uuid not null,
    customer_id uuid not null,
    purpose text not null check (purpose in ('survey', 'reminder', 'marketing', 'product-news', 'profiling')),
    channel text not null check (channel in ('email', 'phone', 'sms', 'chat', 'post')),
    given boolean not null,
    source text not null check (source in ('customer', 'staff', 'contract', 'register', 'survey-link')),
    text_version text,
    said_by uuid,
    said_by_name text not null,
    said_at timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, customer_id) references customers
);
create index customer_consents_by_customer on customer_consents (tenant_id, customer_id, id);
create index customer_consents_in_force on customer_consents (tenant_id, customer_id, purpose, channel, said_at, id);
call own_by_tenant('customer_consents');
revoke update on customer_consents from customerops_app;

-- How a customer wants to be reached.
alter table customers add column preferences jsonb;
