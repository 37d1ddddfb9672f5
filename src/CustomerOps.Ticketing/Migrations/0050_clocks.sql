-- Calendars and policies with versions that never change, and every ticket's clocks as a fold of facts. What was there before is taken over:
-- hours and targets as first versions, running clocks as the facts that are known of them, to be folded by a due message of each organisation.

create table calendars (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    name text not null,
    time_zone text,
    is_default boolean not null,
    queues text[] not null,
    branches text[] not null,
    current_id uuid not null,
    number integer not null,
    retired_at timestamptz,
    primary key (tenant_id, id)
);
create unique index calendars_own on calendars (tenant_id) where is_default;
call own_by_tenant('calendars');

create table calendar_versions (
    tenant_id uuid not null,
    id uuid not null,
    calendar_id uuid not null,
    number integer not null,
    spec jsonb not null,
    made_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, calendar_id, number),
    foreign key (tenant_id, calendar_id) references calendars
);
call own_by_tenant('calendar_versions');

alter table sla_policies rename to sla_policies_before;
alter table sla_policies_before rename constraint sla_policies_pkey to sla_policies_before_pkey;

create table sla_policies (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    name text not null,
    is_default boolean not null,
    position integer not null,
    calendar_id uuid,
    current_id uuid not null,
    number integer not null,
    retired_at timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, calendar_id) references calendars
);
create unique index sla_policies_last on sla_policies (tenant_id) where is_default;
call own_by_tenant('sla_policies');

create table sla_policy_versions (
    tenant_id uuid not null,
    id uuid not null,
    policy_id uuid not null,
    number integer not null,
    spec jsonb not null,
    made_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, policy_id, number),
    foreign key (tenant_id, policy_id) references sla_policies
);
call own_by_tenant('sla_policy_versions');

-- Room on each page, so that a clock that moves needs no new place.
create table ticket_clocks (
    tenant_id uuid not null,
    id uuid not null,
    version integer not null,
    book jsonb,
    facts integer not null,
    live boolean not null,
    breached boolean not null default false,
    due_at timestamptz,
    due_order timestamptz not null generated always as (coalesce(due_at, timestamptz '9999-01-01 00:00:00+00')) stored,
    next_look_at timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, id) references tickets
) with (fillfactor = 70);
create index ticket_clocks_by_due on ticket_clocks (tenant_id, due_order, id);
create index ticket_clocks_live on ticket_clocks (tenant_id, id) where live;
call own_by_tenant('ticket_clocks');

create table clock_facts (
    tenant_id uuid not null,
    ticket_id uuid not null,
    seq integer not null,
    at timestamptz not null,
    kind text not null check (kind in ('opened', 'state-set', 'customer-wrote', 'staff-answered', 'queue-set', 'terms-set')),
    state text,
    queue text,
    policy_version_id uuid,
    calendar_version_id uuid,
    priority smallint,
    primary key (tenant_id, ticket_id, seq),
    foreign key (tenant_id, ticket_id) references tickets
);
call own_by_tenant('clock_facts');

insert into calendars (tenant_id, id, version, name, time_zone, is_default, queues, branches, current_id, number)
select o.tenant_id, gen_random_uuid(), 1, 'Opening hours', h.time_zone, true, '{}', '{}', gen_random_uuid(), 1
from organisations o left join business_hours h on h.tenant_id = o.tenant_id;

insert into calendar_versions (tenant_id, id, calendar_id, number, made_at, spec)
select c.tenant_id, c.current_id, c.id, 1, now(), jsonb_build_object(
    'zone', coalesce(h.time_zone, o.time_zone), 'breaks', '[]'::jsonb, 'dates', '[]'::jsonb,
    'week', coalesce(
        (select jsonb_agg(jsonb_build_object('day', (array['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'])[(w ->> 'day')::int], 'from', (w ->> 'from')::int * 60, 'to', (w ->> 'to')::int * 60)) from jsonb_array_elements(h.week) w),
        (select jsonb_agg(jsonb_build_object('day', day, 'from', 28800, 'to', 64800)) from unnest(array['monday', 'tuesday', 'wednesday', 'thursday', 'friday']) day)),
    'holidays', coalesce((select jsonb_agg(jsonb_build_object('date', d)) from unnest(h.holidays) d), '[]'::jsonb))
from calendars c join organisations o on o.tenant_id = c.tenant_id left join business_hours h on h.tenant_id = c.tenant_id;

insert into sla_policies (tenant_id, id, version, name, is_default, position, current_id, number)
select tenant_id, gen_random_uuid(), 1, 'Standard', true, 1, gen_random_uuid(), 1 from organisations;

insert into sla_policy_versions (tenant_id, id, policy_id, number, made_at, spec)
select p.tenant_id, p.current_id, p.id, 1, now(), jsonb_build_object(
    'conditions', '{"priorities": [], "tiers": [], "channels": [], "origins": [], "languages": [], "queues": [], "branches": [], "tags": []}'::jsonb,
    'targets', (
        select jsonb_agg(jsonb_build_object(
            'metric', m.metric, 'priority', (array['low', 'normal', 'high', 'urgent'])[t.priority + 1], 'seconds', m.minutes * 60, 'aroundTheClock', false, 'alarms', jsonb_build_array(-(m.minutes * 12))))
        from (
            select (e ->> 'priority')::int as priority, (e ->> 'firstResponseMinutes')::int as response, (e ->> 'resolutionMinutes')::int as resolution
            from jsonb_array_elements(coalesce(b.targets, '[
                {"priority": 0, "firstResponseMinutes": 960, "resolutionMinutes": 3000}, {"priority": 1, "firstResponseMinutes": 480, "resolutionMinutes": 1800},
                {"priority": 2, "firstResponseMinutes": 120, "resolutionMinutes": 600}, {"priority": 3, "firstResponseMinutes": 30, "resolutionMinutes": 240}]'::jsonb)) e) t
        cross join lateral (values ('first-response', t.response), ('resolution', t.resolution)) m (metric, minutes)))
from sla_policies p left join sla_policies_before b on b.tenant_id = p.tenant_id;

insert into clock_facts (tenant_id, ticket_id, seq, at, kind, state, queue, policy_version_id, calendar_version_id, priority)
select f.tenant_id, f.id, row_number() over (partition by f.tenant_id, f.id order by f.at, f.place), f.at, f.kind, f.state, f.queue, f.policy, f.calendar, f.priority
from (
    select t.tenant_id, t.id, 0 as place, t.created_at as at, 'opened' as kind, 'new' as state, t.queue,
        coalesce(p.current_id, '00000000-0000-7000-8000-000000000002') as policy, coalesce(c.current_id, '00000000-0000-7000-8000-000000000001') as calendar, t.priority
    from tickets t left join sla_policies p on p.tenant_id = t.tenant_id left join calendars c on c.tenant_id = t.tenant_id
    union all
    select tenant_id, id, 1, greatest(created_at, case state when 'pending' then coalesce(resolution_paused_at, updated_at) when 'open' then created_at else coalesce(solved_at, updated_at) end), 'state-set', state, null, null, null, null
    from tickets where state <> 'new'
    union all
    select tenant_id, id, 2, greatest(created_at, response_fulfilled_at), 'staff-answered', null, null, null, null, null from tickets where response_fulfilled_at is not null) f;

insert into ticket_clocks (tenant_id, id, version, facts, live, due_at)
select t.tenant_id, t.id, 1, (select count(*) from clock_facts f where f.tenant_id = t.tenant_id and f.ticket_id = t.id), t.state not in ('solved', 'closed'),
    nullif(t.due_order, timestamptz '9999-01-01 00:00:00+00')
from tickets t;

insert into due_messages (id, tenant_id, name, body, due_at)
select gen_random_uuid(), tenant_id, 'rebuild-clocks', '{"after": "00000000-0000-0000-0000-000000000000"}', now() from organisations;

alter table tickets add column first_responded_at timestamptz;
update tickets set first_responded_at = response_fulfilled_at where response_fulfilled_at is not null;

alter table tickets
    drop column due_order, drop column next_check_at,
    drop column response_target, drop column response_started_at, drop column response_warn_at, drop column response_due_at,
    drop column response_paused_at, drop column response_fulfilled_at, drop column response_warned_at, drop column response_breached_at,
    drop column resolution_target, drop column resolution_started_at, drop column resolution_warn_at, drop column resolution_due_at,
    drop column resolution_paused_at, drop column resolution_fulfilled_at, drop column resolution_warned_at, drop column resolution_breached_at;

create or replace function business_figures() returns table (figure text, tags text, value double precision)
language sql stable security definer set search_path = public
as $$
    select 'tickets.open', 'state=' || t.state || ',breached=' || c.breached::text, count(*)::double precision
    from tickets t join ticket_clocks c on c.tenant_id = t.tenant_id and c.id = t.id where t.state in ('new', 'open', 'pending', 'on-hold') group by 2
$$;

drop table business_hours;
drop table sla_policies_before;
