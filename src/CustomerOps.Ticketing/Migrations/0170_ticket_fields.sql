-- The organisation's own facts on tickets. What a field is (kind, names, choices, limits, rules) is one row; the values of a ticket lie on the ticket, by the field's key.
create table ticket_fields (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    key text not null,
    position integer not null,
    spec jsonb not null,
    retired_at timestamptz,
    created_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, key)
);
call own_by_tenant('ticket_fields');

alter table tickets add column fields jsonb not null default '{}';
-- Tickets without such facts cost the index nothing.
create index tickets_by_fields on tickets using gin (fields jsonb_path_ops) where fields <> '{}';

-- Numbers and days in one order: a day is its digits (20260131). Null where the ticket has neither.
create function field_number(fields jsonb, field text) returns numeric language sql immutable parallel safe as $$
    select case
        when jsonb_typeof(fields -> field) = 'number' then (fields ->> field)::numeric
        when fields ->> field ~ '^\d{4}-\d{2}-\d{2}$' then replace(fields ->> field, '-', '')::numeric
    end
$$;
