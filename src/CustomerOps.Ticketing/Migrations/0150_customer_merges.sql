-- Several records of one person. Nothing is moved: every record keeps what it has, and says which one stands for the person.
alter table customers add column merged_into_id uuid;
alter table customers add constraint customers_merged_into foreign key (tenant_id, merged_into_id) references customers;
create index customers_by_person on customers (tenant_id, merged_into_id, id) where merged_into_id is not null;

-- Who said so, when and why, and who took it back. A record is merged into one other at a time.
create table customer_merges (
    tenant_id uuid not null,
    id uuid not null,
    from_id uuid not null,
    into_id uuid not null,
    reason text not null,
    merged_by uuid,
    merged_by_name text not null,
    merged_at timestamptz not null,
    undone_by uuid,
    undone_by_name text,
    undone_at timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, from_id) references customers,
    foreign key (tenant_id, into_id) references customers,
    check (from_id <> into_id)
);
create unique index customer_merges_in_force on customer_merges (tenant_id, from_id) where undone_at is null;
create index customer_merges_by_from on customer_merges (tenant_id, from_id, id);
create index customer_merges_by_into on customer_merges (tenant_id, into_id, id);
call own_by_tenant('customer_merges');
revoke delete on customer_merges from customerops_app;
