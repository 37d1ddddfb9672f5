-- What stands on the parcel of a return, and finds its action.
alter table order_actions add column return_number text;
update order_actions set return_number = 'R' || upper(right(replace(id::text, '-', ''), 12)) where kind in ('return', 'exchange');
create index order_actions_by_return_number on order_actions (tenant_id, return_number, id) where return_number is not null;
