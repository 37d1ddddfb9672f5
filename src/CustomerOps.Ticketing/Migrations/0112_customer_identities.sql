-- By what else a customer is known: further addresses, phones, their number in another system. The first address stands on the customer.
create table customer_identities (
    tenant_id uuid not null,
    id uuid not null,
    customer_id uuid not null,
    kind text not null check (kind in ('email', 'phone', 'external')),
    value text not null,
    label text,
    added_by_name text not null,
    added_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, kind, value),
    foreign key (tenant_id, customer_id) references customers
);
create index customer_identities_by_customer on customer_identities (tenant_id, customer_id, id);
call own_by_tenant('customer_identities');
