-- Who else hears of what Ticketing publishes, by HTTP, and what became of each telling.
create table webhooks (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    name text not null,
    url text not null,
    event_types text[] not null,
    active boolean not null,
    -- Sealed; see WebhookKeys.
    key bytea not null,
    previous_key bytea,
    previous_until timestamptz,
    created_at timestamptz not null,
    disabled_at timestamptz,
    disabled_because text check (disabled_because in ('by-hand', 'gone', 'failing', 'overfull')),
    failing_since timestamptz,
    failures integer not null,
    primary key (tenant_id, id),
    unique (tenant_id, name)
);
call own_by_tenant('webhooks');

-- No reference to the webhook: a replica that still remembers one that was just removed must not fail to store a ticket for it.
create table webhook_deliveries (
    tenant_id uuid not null,
    id uuid not null,
    webhook_id uuid not null,
    event_id uuid not null,
    type text not null,
    subject uuid,
    -- The CloudEvent as it is sent; null where it is too large.
    body text,
    state text not null check (state in ('waiting', 'failed', 'delivered', 'given-up')),
    attempts jsonb not null,
    because text,
    created_at timestamptz not null,
    settled_at timestamptz,
    primary key (tenant_id, id)
);
create index webhook_deliveries_by_webhook on webhook_deliveries (tenant_id, webhook_id, id);
create index webhook_deliveries_by_state on webhook_deliveries (tenant_id, webhook_id, state, id);
create index webhook_deliveries_by_subject on webhook_deliveries (tenant_id, webhook_id, subject, id) where subject is not null;
create index webhook_deliveries_by_age on webhook_deliveries (tenant_id, created_at);
call own_by_tenant('webhook_deliveries');

-- What is to be sent. It says nothing of anybody, so the loop that serves all organisations may see it.
create table webhook_queue (
    tenant_id uuid not null,
    seq bigint not null generated always as identity,
    webhook_id uuid not null,
    -- What is told of one thing is told in order: its subject.
    lane uuid not null,
    delivery_id uuid not null,
    due_at timestamptz not null,
    tries integer not null,
    primary key (tenant_id, seq),
    foreign key (tenant_id, delivery_id) references webhook_deliveries on delete cascade
);
create index webhook_queue_by_lane on webhook_queue (tenant_id, webhook_id, lane, seq);
create index webhook_queue_by_due on webhook_queue (webhook_id, due_at, seq);
create index webhook_queue_by_delivery on webhook_queue (tenant_id, delivery_id);
call own_by_tenant('webhook_queue', background => true);
