-- Which record stands for the person, where Ticketing told that several are one; null: the record itself. The newest telling counts.
alter table customers add column person_id uuid, add column person_told_at timestamptz;
create index customers_by_person on customers (tenant_id, person_id) where person_id is not null;
