-- What a customer might buy besides, noted on a ticket, handed to sales, and what came of it.
create table opportunities (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    ticket_id uuid not null,
    customer_id uuid not null,
    kind text not null check (kind in ('cross-sell', 'up-sell', 'renewal')),
    title text not null,
    note text,
    sku text,
    campaign text,
    expected numeric(18, 2),
    currency text,
    state text not null check (state in ('noted', 'handed-over', 'won', 'lost')),
    person_id uuid,
    noted_by uuid,
    noted_by_name text not null,
    noted_at timestamptz not null,
    handed_over_by_name text,
    handed_over_at timestamptz,
    income numeric(18, 2),
    returned numeric(18, 2) not null default 0,
    order_id uuid,
    reason text,
    closed_by_name text,
    closed_at timestamptz,
    primary key (tenant_id, id),
    check ((expected is null and income is null) or currency is not null),
    foreign key (tenant_id, ticket_id) references tickets,
    foreign key (tenant_id, customer_id) references customers,
    foreign key (tenant_id, order_id) references orders
);
create index opportunities_by_state on opportunities (tenant_id, state, id);
create index opportunities_by_person on opportunities (tenant_id, person_id, id) where person_id is not null;
create index opportunities_by_ticket on opportunities (tenant_id, ticket_id, id);
create index opportunities_by_customer on opportunities (tenant_id, customer_id, id);
create index opportunities_by_order on opportunities (tenant_id, order_id) where order_id is not null;
create index opportunities_open_by_sku on opportunities (tenant_id, sku) where sku is not null and state in ('noted', 'handed-over');
create index opportunities_by_end on opportunities (tenant_id, closed_at) where closed_at is not null;
call own_by_tenant('opportunities');
