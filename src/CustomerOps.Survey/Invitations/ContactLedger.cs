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
    /// <returns>May the customer be asked?</returns>
    public async Task<bool> HoldCustomer(Guid id, bool consent, DateTimeOffset at, CancellationToken ct)
    {
        var rows = await db.Database.SqlQuery<bool>($"""
            insert into customers as c (tenant_id, id, consent, consent_at) values ({db.Tenant.Required}, {id}, {consent}, {at})
            on conflict (tenant_id, id) do update set
                consent = case when excluded.consent_at >= c.consent_at then excluded.consent else c.consent end,
                consent_at = greatest(c.consent_at, excluded.consent_at)
            returning consent and unsubscribed_at is null as "Value"
            """).ToListAsync(ct);
        return rows[0];
    }

    /// <summary>A yes said to Ticketing after the customer unsubscribed here lets us ask again.</summary>
    public Task<int> AllowAgain(Guid id, DateTimeOffset at, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"update customers set unsubscribed_at = null where id = {id} and unsubscribed_at < {at} and consent and consent_at = {at}", ct);

    public Task<int> Unsubscribe(Guid id, DateTimeOffset at, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"update customers set unsubscribed_at = {at} where id = {id} and unsubscribed_at is null", ct);

    public async Task<bool> Consents(Guid id, CancellationToken ct) =>
        (await db.Database.SqlQuery<bool>($"select consent and unsubscribed_at is null as \"Value\" from customers where id = {id} for update").ToListAsync(ct)).SingleOrDefault();

    /// <summary>When any survey last asked this customer, under this id or this address, not counting the invitation <paramref name="except"/>.</summary>
    public async Task<DateTimeOffset?> LastAsked(Guid customerId, string? email, Guid? except, CancellationToken ct)
    {
        var rows = await db.Database.SqlQuery<DateTimeOffset?>($"""
            select max(decided_at) as "Value" from invitations
            where status <> 'withheld' and id is distinct from {except} and (customer_id = {customerId} or lower(customer_email) = lower({email}))
            """).ToListAsync(ct);
        return rows[0];
    }
}
