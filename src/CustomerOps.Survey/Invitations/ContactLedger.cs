using CustomerOps.Survey.Surveys;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Survey.Invitations;

/// <summary>
/// Who may be asked and who was asked when. Taking a trigger's and then a customer's row holds it until the transaction ends, so
/// that of two triggers at the same instant the second one sees what the first decided.
/// </summary>
internal sealed class ContactLedger(SurveyDb db)
{
    /// <returns>When the ticket or order was last reopened.</returns>
    public async Task<DateTimeOffset?> HoldTrigger(TriggerKind kind, Guid id, DateTimeOffset? reopenedAt, CancellationToken ct)
    {
        var name = kind == TriggerKind.Ticket ? "ticket" : "order";
        var rows = await db.Database.SqlQuery<DateTimeOffset?>($"""
            insert into triggers as t (tenant_id, kind, id, reopened_at) values ({db.Tenant.Required}, {name}, {id}, {reopenedAt})
            on conflict (tenant_id, kind, id) do update set reopened_at = greatest(t.reopened_at, excluded.reopened_at)
            returning reopened_at as "Value"
            """).ToListAsync(ct);
        return rows[0];
    }

    /// <summary>Consent as last said: the newest telling counts, and what the customer did on our own pages stands until a newer yes.</summary>
    /// <returns>May the customer be asked? A person with several records may where none of them said no.</returns>
    public async Task<bool> HoldCustomer(Guid id, bool consent, DateTimeOffset at, CancellationToken ct)
    {
        await HoldPerson(id, ct);
        await db.Database.ExecuteSqlAsync($"""
            insert into customers as c (tenant_id, id, consent, consent_at) values ({db.Tenant.Required}, {id}, {consent}, {at})
            on conflict (tenant_id, id) do update set
                consent = case when excluded.consent_at >= c.consent_at then excluded.consent else c.consent end,
                consent_at = greatest(c.consent_at, excluded.consent_at)
            """, ct);
        return await Consents(id, ct);
    }

    /// <summary>Was the person handed an invitation under another of their records since then? Of two that are due at once the second one sees the first.</summary>
    public async Task<bool> AskedByAnotherRecord(Guid id, DateTimeOffset since, CancellationToken ct)
    {
        await HoldPerson(id, ct);
        var rows = await db.Database.SqlQuery<bool>($"""
            select exists(select from invitations i where i.handed_over_at > {since} and i.customer_id <> {id} and i.customer_id = any (array(
                select coalesce(me.person_id, me.id) from customers me where me.id = {id}
                union all select c.id from customers me join customers c on c.person_id = coalesce(me.person_id, me.id) where me.id = {id}))) as "Value"
            """).ToListAsync(ct);
        return rows[0];
    }

    /// <summary>Two records of one person wait for each other here; a record's row is for that one only.</summary>
    private Task<int> HoldPerson(Guid id, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        select pg_advisory_xact_lock(hashtextextended({$"{db.Tenant.Required}/person/"} || coalesce((select coalesce(person_id, id) from customers where id = {id}), {id}), 0))
        """, ct);

    /// <summary>From then on that record stands for these; what was told later than <paramref name="at"/> stays.</summary>
    public Task<int> Regroup(Guid[] records, Guid person, DateTimeOffset at, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        insert into customers as c (tenant_id, id, consent, consent_at, person_id, person_told_at)
        select {db.Tenant.Required}, r, true, timestamptz 'epoch', nullif({person}, r), {at} from unnest({records}) r order by r
        on conflict (tenant_id, id) do update set person_id = excluded.person_id, person_told_at = excluded.person_told_at
        where c.person_told_at is null or c.person_told_at < excluded.person_told_at
        """, ct);

    /// <summary>A yes said to Ticketing after the customer unsubscribed here lets us ask again.</summary>
    public Task<int> AllowAgain(Guid id, DateTimeOffset at, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"update customers set unsubscribed_at = null where id = {id} and unsubscribed_at < {at} and consent and consent_at = {at}", ct);

    public Task<int> Unsubscribe(Guid id, DateTimeOffset at, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"update customers set unsubscribed_at = {at} where id = {id} and unsubscribed_at is null", ct);

    /// <summary>Did none of the person's records say no? Of nobody known it is false.</summary>
    public async Task<bool> Consents(Guid id, CancellationToken ct)
    {
        var rows = await db.Database.SqlQuery<bool>($"""
            select c.consent and c.unsubscribed_at is null as "Value" from customers c
            where c.id = any (array(
                select coalesce(me.person_id, me.id) from customers me where me.id = {id}
                union all select r.id from customers me join customers r on r.person_id = coalesce(me.person_id, me.id) where me.id = {id}))
            order by c.id for update
            """).ToListAsync(ct);
        return rows.Count > 0 && rows.TrueForAll(said => said);
    }

    /// <summary>When any survey last asked this person, under any of their ids or this address, not counting the invitation <paramref name="except"/>.</summary>
    public async Task<DateTimeOffset?> LastAsked(Guid customerId, string? email, Guid? except, CancellationToken ct)
    {
        var rows = await db.Database.SqlQuery<DateTimeOffset?>($"""
            select max(decided_at) as "Value" from invitations
            where status <> 'withheld' and id is distinct from {except} and (customer_id = any (array(
                select coalesce(me.person_id, me.id) from customers me where me.id = {customerId}
                union all select c.id from customers me join customers c on c.person_id = coalesce(me.person_id, me.id) where me.id = {customerId}))
                or lower(customer_email) = lower({email}))
            """).ToListAsync(ct);
        return rows[0];
    }
}
