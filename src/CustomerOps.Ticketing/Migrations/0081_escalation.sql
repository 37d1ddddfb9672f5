-- Who is handed a ticket by rule, who is called in an extreme case, and who had it how long.

alter table tickets add column reopened integer not null default 0;
alter table escalations add column rule_id uuid, add column rule_version integer;

create table escalation_rules (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    name text not null,
    position integer not null,
    spec jsonb not null,
    primary key (tenant_id, id),
    unique (tenant_id, name)
);
call own_by_tenant('escalation_rules');

-- What has fired for a ticket, and when the next look at it is planned: apart from the ticket, so that looking does not make stale what somebody reads.
create table escalation_watches (
    tenant_id uuid not null,
    ticket_id uuid not null,
    planned_at timestamptz,
    fired text[] not null default '{}',
    primary key (tenant_id, ticket_id),
    foreign key (tenant_id, ticket_id) references tickets
);
call own_by_tenant('escalation_watches');

-- From a moment on somebody has a ticket, or a queue has, or nobody needs to (done); until the next row of the ticket.
create table holdings (
    tenant_id uuid not null,
    ticket_id uuid not null,
    id uuid not null,
    at timestamptz not null,
    person_id uuid,
    queue text not null,
    tier smallint not null,
    done boolean not null,
    primary key (tenant_id, ticket_id, id),
    foreign key (tenant_id, ticket_id) references tickets
);
call own_by_tenant('holdings');
insert into holdings (tenant_id, ticket_id, id, at, person_id, queue, tier, done)
select tenant_id, id, id, created_at, assignee_id, queue, tier, state in ('solved', 'closed') from tickets;

create table escalation_lines (
    tenant_id uuid primary key,
    id uuid not null,
    version integer not null,
    call_again_minutes integer not null check (call_again_minutes between 1 and 1440),
    most_calls integer not null check (most_calls between 1 and 20),
    people uuid[] not null
);
call own_by_tenant('escalation_lines');

create table manager_calls (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    ticket_id uuid not null,
    reason text not null,
    opened_by_name text not null,
    opened_at timestamptz not null,
    state text not null check (state in ('calling', 'acknowledged', 'unanswered', 'over')),
    calls jsonb not null,
    next_call_at timestamptz,
    acknowledged_by uuid,
    acknowledged_by_name text,
    acknowledged_at timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, ticket_id) references tickets
);
create unique index manager_calls_open on manager_calls (tenant_id, ticket_id) where state = 'calling';
create index manager_calls_by_ticket on manager_calls (tenant_id, ticket_id, id);
call own_by_tenant('manager_calls');
