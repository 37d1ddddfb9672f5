-- The organisation's own facts on customers and orders too: the same definitions, each of one kind of thing.
alter table ticket_fields add column about text not null default 'ticket' check (about in ('ticket', 'customer', 'order'));
alter table ticket_fields drop constraint ticket_fields_tenant_id_key_key;
alter table ticket_fields add unique (tenant_id, about, key);

alter table customers add column fields jsonb not null default '{}';
create index customers_by_fields on customers using gin (fields jsonb_path_ops) where fields <> '{}';
alter table orders add column fields jsonb not null default '{}';
create index orders_by_fields on orders using gin (fields jsonb_path_ops) where fields <> '{}';
