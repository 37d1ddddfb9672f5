using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.DataProtection.Retention;

/// <summary>What an organisation has kept longer than it says.</summary>
internal sealed class OldThings(TicketingDb db, TimeProvider time)
{
    private const int MostCounted = 10_000;

    public async Task<RetentionForecast> Count(RetentionQuestion asked, CancellationToken ct)
    {
        var attachments = asked.AttachmentsMonths is { } a ? (await Attachments(a, MostCounted, ct)).Count : 0;
        var conversations = asked.ConversationsMonths is { } c ? (await Conversations(c, MostCounted, ct)).Count : 0;
        return new(attachments, conversations, asked.CustomersMonths is { } p ? (await Customers(p, MostCounted, ct)).Count : 0);
    }

    public Task<List<Guid>> Attachments(int months, int most, CancellationToken ct) => db.Database.SqlQuery<Guid>($"""
        select a.id as "Value" from attachments a join tickets t on t.tenant_id = a.tenant_id and t.id = a.ticket_id
        where a.tenant_id = current_tenant() and t.state = 'closed' and t.state_since < {Before(months)} order by a.id limit {most}
        """).ToListAsync(ct);

    public Task<List<Guid>> Conversations(int months, int most, CancellationToken ct) => db.Database.SqlQuery<Guid>($"""
        select id as "Value" from tickets where tenant_id = current_tenant() and state = 'closed' and blanked_at is null and state_since < {Before(months)} order by state_since limit {most}
        """).ToListAsync(ct);

    /// <summary>The records that stand for people with whom nothing has happened since, nothing is open and no erasure is under way.</summary>
    public Task<List<Guid>> Customers(int months, int most, CancellationToken ct) => db.Database.SqlQuery<Guid>($"""
        select c.id as "Value" from customers c
        where c.tenant_id = current_tenant() and c.merged_into_id is null and c.erased_at is null and c.created_at < {Before(months)}
          and not exists (select from customers r join timeline e on e.tenant_id = r.tenant_id and e.customer_id = r.id
            where r.tenant_id = c.tenant_id and (r.id = c.id or r.merged_into_id = c.id) and e.at >= {Before(months)})
          and not exists (select from customers r join tickets t on t.tenant_id = r.tenant_id and t.customer_id = r.id
            where r.tenant_id = c.tenant_id and (r.id = c.id or r.merged_into_id = c.id) and (t.state not in ('solved', 'closed') or t.updated_at >= {Before(months)}))
          and not exists (select from erasures e where e.tenant_id = c.tenant_id and e.customer_id = c.id and e.state in ('waiting', 'erasing'))
        order by c.id limit {most}
        """).ToListAsync(ct);

    public DateTimeOffset Before(int months) => time.GetUtcNow().AddMonths(-months);
}
