-- A ticket counts what must be done on those that were merged into it too; those merged before this were not counted.
with recursive carried (tenant_id, into_id, blockers) as (
    select tenant_id, merged_into_id, blockers from tickets where merged_into_id is not null and blockers > 0
    union all
    select t.tenant_id, t.merged_into_id, c.blockers from carried c join tickets t on t.tenant_id = c.tenant_id and t.id = c.into_id where t.merged_into_id is not null)
update tickets t set blockers = t.blockers + c.blockers
from (select tenant_id, into_id, sum(blockers)::integer as blockers from carried group by tenant_id, into_id) c
where t.tenant_id = c.tenant_id and t.id = c.into_id;
