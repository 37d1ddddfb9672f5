-- Queues whose consumers an operator has paused: nobody's rows, seen by our own loops only.
create table paused_consumers (
    queue text primary key,
    tenant_id uuid check (tenant_id is null),
    paused_at timestamptz not null default now()
);
call own_by_tenant('paused_consumers', background => true);

-- What the service's operators watch of its business, over all organisations and as numbers only: figure, tags (a=b,c=d), value. A service with figures replaces it.
create function business_figures() returns table (figure text, tags text, value double precision) language sql stable
as $$ select null::text, null::text, null::double precision where false $$;
