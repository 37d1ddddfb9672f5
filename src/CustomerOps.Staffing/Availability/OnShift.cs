using CustomerOps.ServiceDefaults.Data;
using CustomerOps.Staffing.People;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Staffing.Availability;

/// <summary>
/// Who is on shift and able, best first: speaks the language, higher level, least recently named. One statement finds them and notes that the
/// first one was named, so that equals take turns. Kept in the database: nothing is lost with the cache.
/// </summary>
internal sealed class OnShift(StaffingDb db, TenantScope tenant, TimeProvider time)
{
    public async Task<IReadOnlyList<AgentOnShift>> Find(string[] skills, string language, Tier tier, DateTimeOffset? at, Guid[] excluded, int limit, CancellationToken ct)
    {
        var (moment, lowest) = ((at ?? time.GetUtcNow()).ToUniversalTime(), (int)tier);
        var earliest = moment - Rotas.Shift.Longest;
        // Level: the lowest of the skills asked for; without any, the best the person has.
        return await db.Database.SqlQuery<AgentOnShift>($"""
            with able as materialized (
                select p.id as person_id, p.name, k.level, s.ends_at, ({language} = any(p.languages)) as speaks, n.named_at
                from shifts s
                join people p on p.id = s.person_id and p.tenant_id = {tenant.Required}
                left join namings n on n.person_id = p.id
                cross join lateral (
                    select coalesce(case when cardinality({skills}) = 0 then max(h.level) else min(h.level) end, 0) as level, count(*) as held
                    from person_skills h where h.person_id = p.id and (cardinality({skills}) = 0 or h.skill = any({skills}))
                ) k
                where s.tenant_id = {tenant.Required} and s.starts_at > {earliest} and s.starts_at <= {moment} and s.ends_at > {moment}
                  and p.active and p.tier >= {lowest} and not (p.id = any({excluded}))
                  and (cardinality({skills}) = 0 or k.held = cardinality({skills}))
                order by speaks desc, k.level desc, n.named_at nulls first, p.id
                limit {limit}
            ), named as (
                insert into namings (tenant_id, person_id, named_at)
                select {tenant.Required}, person_id, clock_timestamp() from able order by speaks desc, level desc, named_at nulls first, person_id limit 1
                on conflict (person_id) do update set named_at = excluded.named_at
            )
            select person_id, name, level, ends_at from able order by speaks desc, level desc, named_at nulls first, person_id
            """).ToListAsync(ct);
    }
}

#pragma warning disable IDE1006 // columns as the database names them
internal sealed record AgentOnShift(Guid person_id, string name, int level, DateTimeOffset ends_at);
#pragma warning restore IDE1006
