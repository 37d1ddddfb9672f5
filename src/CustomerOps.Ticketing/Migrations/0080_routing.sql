-- Who is given what, and why. A ticket in state new or open without a person waits; in state open with a person it takes room of theirs.

alter table tickets
    add column queued_at timestamptz,
    add column assigned_at timestamptz,
    add column preferred_id uuid,
    add column declined_by uuid,
    add column declined_until timestamptz;
update tickets set queued_at = created_at where assignee_id is null and state in ('new', 'open');

drop index tickets_waiting;
create index tickets_queued on tickets (tenant_id, priority desc, queued_at, id) where assignee_id is null and state in ('new', 'open');
create index tickets_carried on tickets (tenant_id, assignee_id, channel) where assignee_id is not null and state = 'open';

alter table queues
    add column strategy text not null default 'least-loaded' check (strategy in ('least-loaded', 'round-robin')),
    add column skills jsonb not null default '[]',
    add column skills_within_minutes integer check (skills_within_minutes between 1 and 10000),
    add column idle_minutes integer check (idle_minutes between 1 and 10000),
    add column rights jsonb not null default '[]';

-- What the organisation says of everybody; usual limits where it said nothing. limits: how many open tickets by channel.
create table routing_rules (
    tenant_id uuid primary key,
    id uuid not null,
    version integer not null,
    limits jsonb not null,
    hands_over_at_shift_end text[] not null
);
call own_by_tenant('routing_rules');

-- What it says of one person; id is the person's.
create table routing_people (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    limits jsonb not null,
    substitute_id uuid,
    primary key (tenant_id, id),
    foreign key (tenant_id, id) references people,
    foreign key (tenant_id, substitute_id) references people
);
call own_by_tenant('routing_people');

-- When a person was last given a ticket of a queue: whose turn it is.
create table routing_turns (
    tenant_id uuid not null,
    queue text not null,
    person_id uuid not null,
    at timestamptz not null,
    primary key (tenant_id, queue, person_id)
);
call own_by_tenant('routing_turns');

-- When the next look at what waits is planned, and how many in a row changed nothing.
create table routing_looks (
    tenant_id uuid primary key,
    planned_at timestamptz,
    tries integer not null default 0
);
call own_by_tenant('routing_looks');

create table routing_decisions (
    tenant_id uuid not null,
    ticket_id uuid not null,
    id uuid not null,
    at timestamptz not null,
    person_id uuid not null,
    person_name text not null,
    reason jsonb not null,
    primary key (tenant_id, ticket_id, id),
    foreign key (tenant_id, ticket_id) references tickets
);
call own_by_tenant('routing_decisions');

-- What was to be looked for ticket by ticket is looked for together now.
update due_messages set name = 'drain-queues', body = '{}' where name = 'route-ticket' and failed_at is null;
