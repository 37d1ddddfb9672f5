using CustomerOps.Messaging.Due;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Sla.Clocks;

/// <summary>The rules changed: lay out the running clocks in parts, each reviewed on its own.</summary>
[Due("review-clocks")]
internal sealed record ReviewClocks;

/// <summary>Count the running clocks of the tickets from one to another by the rules now in force.</summary>
[Due("review-some-clocks")]
internal sealed record ReviewSomeClocks(Guid From, Guid To);

internal static class ReviewPlanning
{
    /// <summary>At once, and again when every process has forgotten the rules before.</summary>
    public static void ReviewClocks(this TicketingDb db, DateTimeOffset now)
    {
        db.Schedule(new ReviewClocks(), now);
        db.Schedule(new ReviewClocks(), now + Remembering.Keep + TimeSpan.FromSeconds(2));
        // Rules that go by a clock find it at another time then.
        db.Schedule(new Escalations.ReviewEscalations(Guid.Empty), now + Remembering.Keep + TimeSpan.FromSeconds(5));
    }
}

internal sealed class LayOutReview(TicketingDb db, TimeProvider time) : IDueHandler<ReviewClocks>
{
    private const int AtOnce = 1_000;

    /// <summary>Apart from each other, so that alarms that fall due meanwhile find their turn between them.</summary>
    private static readonly TimeSpan s_apart = TimeSpan.FromMilliseconds(40);

    public async Task Handle(ReviewClocks message, CancellationToken cancellationToken)
    {
        var parts = await db.Database.SqlQuery<Part>($"""
            select min(id::text)::uuid as first, max(id::text)::uuid as last from (
                select id, (row_number() over (order by id) - 1) / {AtOnce} as part from ticket_clocks where tenant_id = {db.Tenant.Required} and live) running
            group by part order by part
            """).ToListAsync(cancellationToken);
        for (var i = 0; i < parts.Count; i++) db.Schedule(new ReviewSomeClocks(parts[i].first, parts[i].last), time.Now() + (s_apart * i));
    }

#pragma warning disable IDE1006 // columns as the database names them
    private sealed record Part(Guid first, Guid last);
#pragma warning restore IDE1006
}
