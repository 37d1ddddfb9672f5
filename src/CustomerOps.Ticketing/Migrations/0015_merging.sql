alter table tickets
    add column merged_into_id uuid,
    add column merged_at timestamptz,
    add column state_before text check (state_before in ('new', 'open', 'pending', 'on-hold', 'solved')),
    add foreign key (tenant_id, merged_into_id) references tickets;
create index tickets_merged on tickets (tenant_id, merged_into_id, id) where merged_into_id is not null;

-- A ticket and every one that was merged into it, at whatever remove.
create function ticket_thread(of_ticket uuid) returns setof uuid language sql stable
as $$
    with recursive thread(id) as (
        select of_ticket
        union
        select t.id from tickets t join thread on t.merged_into_id = thread.id where t.tenant_id = current_tenant()
    )
    select id from thread
$$;
