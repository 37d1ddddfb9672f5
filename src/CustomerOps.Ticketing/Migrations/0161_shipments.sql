-- The parcels of orders, and whether an order comes when it was promised; how long carriers take.
alter table orders
    add column shipments jsonb not null default '[]',
    add column late boolean not null default false;
create index orders_late on orders (tenant_id, id) where late;

create table transits (
    tenant_id uuid not null,
    order_id uuid not null,
    carrier text not null,
    tracking_number text not null,
    branch text,
    minutes integer not null check (minutes >= 0),
    delivered_at timestamptz not null,
    primary key (tenant_id, order_id, carrier, tracking_number),
    foreign key (tenant_id, order_id) references orders
);
create index transits_by_carrier on transits (tenant_id, carrier, delivered_at);
create index transits_by_branch on transits (tenant_id, carrier, branch, delivered_at);
call own_by_tenant('transits');

-- What customers are told of their orders by mail, in the organisation's words; and what was told, so that it is told once.
create table order_notices (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    kind text not null check (kind in ('order-late', 'return-approved')),
    enabled boolean not null,
    subjects jsonb not null,
    texts jsonb not null,
    address text,
    days integer check (days between 1 and 365),
    primary key (tenant_id, id),
    unique (tenant_id, kind)
);
call own_by_tenant('order_notices');

create table sent_notices (
    tenant_id uuid not null,
    order_id uuid not null,
    kind text not null,
    about text not null,
    mail_id uuid not null,
    sent_at timestamptz not null,
    primary key (tenant_id, order_id, kind, about),
    foreign key (tenant_id, order_id) references orders
);
call own_by_tenant('sent_notices');
