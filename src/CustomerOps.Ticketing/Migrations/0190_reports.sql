-- What reports count. A row is written with the change it tells of and never changed: figures come from rows, and rows lead to their tickets.

-- kind: first-response once a ticket; solved and reopened, the same run when a solution did not hold; promise-kept and promise-missed by metric and run.
-- seconds: since the ticket was created; business_seconds: of these, while its calendar was open. Both null where they do not apply, or were before this was kept.
create table report_facts (
    tenant_id uuid not null,
    id uuid not null,
    ticket_id uuid not null,
    kind text not null check (kind in ('first-response', 'solved', 'reopened', 'promise-kept', 'promise-missed')),
    metric text,
    run integer not null,
    at timestamptz not null,
    queue text not null,
    person_id uuid,
    seconds bigint,
    business_seconds bigint,
    primary key (tenant_id, id),
    foreign key (tenant_id, ticket_id) references tickets
);
create index report_facts_by_time on report_facts (tenant_id, kind, at, id);
create index report_facts_by_ticket on report_facts (tenant_id, ticket_id, kind, metric, run);
call own_by_tenant('report_facts');

-- When tickets came in, and where: known from their first fact, which never changes.
create index clock_facts_opened on clock_facts (tenant_id, at, ticket_id) include (queue) where kind = 'opened';

-- Until when somebody had it; the end of time while they have.
alter table holdings add column until timestamptz;
update holdings h set until = n.at
from (select tenant_id, ticket_id, id, lead(at) over (partition by tenant_id, ticket_id order by at, id) as at from holdings) n
where n.tenant_id = h.tenant_id and n.ticket_id = h.ticket_id and n.id = h.id;
alter table holdings add column until_order timestamptz not null generated always as (coalesce(until, timestamptz '9999-01-01 00:00:00+00')) stored;
create index holdings_by_end on holdings (tenant_id, until_order) where not done;
create index holdings_standing on holdings (tenant_id, ticket_id) where until is null;

create function end_holding_before() returns trigger language plpgsql as $$
begin
    update holdings set until = new.at where tenant_id = new.tenant_id and ticket_id = new.ticket_id and until is null and id <> new.id;
    return null;
end $$;
create trigger holdings_follow_each_other after insert on holdings for each row execute function end_holding_before();

insert into report_facts (tenant_id, id, ticket_id, kind, run, at, queue, person_id, seconds)
select tenant_id, gen_random_uuid(), id, 'first-response', 0, first_responded_at, queue, assignee_id, extract(epoch from first_responded_at - created_at)
from tickets where first_responded_at is not null;

with states as (
    select f.tenant_id, f.ticket_id, f.at, f.state, lag(f.state) over ticket as before, f.seq from clock_facts f where f.state is not null
    window ticket as (partition by f.tenant_id, f.ticket_id order by f.seq)),
turns as (
    select s.*, case when s.state = 'solved' and s.before is distinct from 'closed' then 'solved' when s.before = 'solved' and s.state <> 'closed' then 'reopened' end as kind from states s)
insert into report_facts (tenant_id, id, ticket_id, kind, run, at, queue, person_id, seconds)
select n.tenant_id, gen_random_uuid(), n.ticket_id, n.kind, n.run, n.at, t.queue, case when n.kind = 'solved' then t.solved_by end, case when n.kind = 'solved' then extract(epoch from n.at - t.created_at) end
from (select x.*, count(*) filter (where x.kind = 'reopened') over (partition by x.tenant_id, x.ticket_id order by x.seq) - (x.kind = 'reopened')::int as run from turns x where x.kind is not null) n
join tickets t on t.tenant_id = n.tenant_id and t.id = n.ticket_id;
