-- What every service's database has: tenancy by row-level security, outbox, inbox, due messages, idempotency keys.

create function current_tenant() returns uuid language sql stable parallel safe
as $$ select nullif(current_setting('app.tenant_id', true), '')::uuid $$;

create function in_background() returns boolean language sql stable parallel safe
as $$ select coalesce(current_setting('app.background', true), '') = 'on' $$;

-- Forces row-level security on a table: rows of the session's organisation only; with background also for our own loops that serve all.
create procedure own_by_tenant(target regclass, background boolean default false) language plpgsql as $$
declare rule text := 'tenant_id = current_tenant()' || case when background then ' or in_background()' else '' end;
begin
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    execute format('create policy tenant on %s using (%s) with check (%s)', target, rule, rule);
    execute format('grant select, insert, update, delete on %s to customerops_app', target);
end $$;

create table outbox (
    id uuid primary key,
    tenant_id uuid not null,
    type text not null,
    body bytea not null,
    trace_parent text,
    raised_at timestamptz not null
);
call own_by_tenant('outbox', background => true);

create table inbox (
    message_id uuid not null,
    consumer text not null,
    tenant_id uuid not null,
    received_at timestamptz not null default now(),
    primary key (message_id, consumer)
);
create index inbox_by_age on inbox (received_at);
call own_by_tenant('inbox', background => true);

create table due_messages (
    id uuid primary key,
    tenant_id uuid not null,
    name text not null,
    body text not null,
    trace_parent text,
    due_at timestamptz not null,
    attempts integer not null default 0,
    failed_at timestamptz,
    last_error text
);
create index due_messages_by_time on due_messages (due_at) where failed_at is null;
call own_by_tenant('due_messages', background => true);

create table idempotency_keys (
    tenant_id uuid not null,
    subject_id uuid not null,
    key text not null,
    request_hash bytea not null,
    status integer not null,
    headers text not null,
    body bytea not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, subject_id, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);
call own_by_tenant('idempotency_keys', background => true);
