-- Whose the broker's users are that send on the partner exchange, as Identity told. Looked up before any organisation is entered.
create table partner_senders (
    user_name text primary key,
    tenant_id uuid not null
);
call own_by_tenant('partner_senders', background => true);
