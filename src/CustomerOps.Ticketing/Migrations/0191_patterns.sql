-- Groups of tickets that say the same and become more: proposed as a problem, taken up or not.

create table problem_proposals (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    state text not null check (state in ('open', 'accepted', 'dismissed')),
    subject text not null,
    words text[] not null,
    within_hours integer not null,
    expected double precision not null,
    proposed_at timestamptz not null,
    problem_id uuid,
    links_further boolean not null default false,
    reason text,
    decided_by uuid,
    decided_by_name text,
    decided_at timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, problem_id) references tickets
);
create index problem_proposals_by_state on problem_proposals (tenant_id, state, id);
call own_by_tenant('problem_proposals');

-- A ticket is in one of them.
create table problem_proposal_tickets (
    tenant_id uuid not null,
    proposal_id uuid not null,
    ticket_id uuid not null,
    likeness double precision not null,
    joined_at timestamptz not null,
    primary key (tenant_id, ticket_id),
    foreign key (tenant_id, proposal_id) references problem_proposals,
    foreign key (tenant_id, ticket_id) references tickets
);
create index problem_proposal_tickets_by_proposal on problem_proposal_tickets (tenant_id, proposal_id, ticket_id);
call own_by_tenant('problem_proposal_tickets');

-- How far an organisation's tickets were looked at; its row is what keeps two looks apart.
create table pattern_looks (
    tenant_id uuid primary key,
    looked_to timestamptz
);
call own_by_tenant('pattern_looks');

-- The words of the newest tickets, each by its first message, stemmed; besides the skus of its order and its tags, which are the same in every language.
create function ticket_words(since timestamptz, most integer) returns table (ticket_id uuid, at timestamptz, words text[])
language sql stable as $$
    select t.id, t.created_at, array(select w from unnest(tsvector_to_array(e.words)) w where left(w, 1) <> '§' limit 100)
        || array(select 'tag:' || tag from unnest(t.tags) tag)
        || array(select 'sku:' || (line ->> 'sku') from orders o, jsonb_array_elements(o.lines) line where o.tenant_id = t.tenant_id and o.id = t.order_id limit 20)
    from (select * from tickets where tenant_id = current_tenant() and created_at > since and merged_into_id is null order by id desc limit most) t
    cross join lateral (select words from search_entries where tenant_id = t.tenant_id and ticket_id = t.id order by message_id limit 1) e
$$;
