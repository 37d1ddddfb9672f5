-- What an order was paid with and its customer can pay with, as the shop tells it; references only, never a card's number.
alter table orders add column payments jsonb not null default '[]';
alter table customers add column payment_methods jsonb not null default '[]';

create table catalogue (
    tenant_id uuid not null,
    sku text not null,
    product_id text not null,
    name text not null,
    category text,
    unit_price numeric(18, 2) not null,
    currency text not null,
    available boolean not null,
    updated_at timestamptz not null,
    primary key (tenant_id, sku)
);
call own_by_tenant('catalogue');

create table return_policies (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    number integer not null check (number > 0),
    rules jsonb not null,
    set_by uuid,
    set_by_name text not null,
    set_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, number)
);
call own_by_tenant('return_policies');

create table order_actions (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    order_id uuid not null,
    ticket_id uuid,
    kind text not null,
    state text not null,
    lines jsonb not null,
    address text,
    reason text,
    exception text,
    papers text[] not null,
    refunds jsonb not null,
    charges jsonb not null,
    fee numeric(18, 2) not null,
    policy_version integer not null,
    citations jsonb not null,
    approver text,
    asked_by uuid,
    asked_by_name text not null,
    asked_at timestamptz not null,
    decided_by uuid,
    decided_by_name text,
    decided_at timestamptz,
    note text,
    completed_at timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, order_id) references orders,
    foreign key (tenant_id, ticket_id) references tickets
);
create index order_actions_by_order on order_actions (tenant_id, order_id, id);
create index order_actions_by_state on order_actions (tenant_id, state, id);
call own_by_tenant('order_actions');
