using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Queueing;

/// <summary>Queues in which a caller may not do something; empty where nobody set rights.</summary>
internal sealed record QueueLimits(IReadOnlyList<string> Hidden, IReadOnlyList<string> Unchangeable, IReadOnlyList<string> Closed)
{
    public static QueueLimits None { get; } = new([], [], []);

    public static QueueLimits Of(IReadOnlyList<(string Name, IReadOnlyList<Grant> Rights)> queues, Caller caller)
    {
        return new(Without(QueueRight.Read), Without(QueueRight.Change), Without(QueueRight.Create));

        IReadOnlyList<string> Without(QueueRight right) => [.. queues.Where(q => !q.Rights.Allow(right, caller.SubjectId, caller.Roles)).Select(q => q.Name)];
    }

    /// <summary>Before a save: what somebody changed lies where they may change, and what they bring into a queue they may bring there. Up is always a way.</summary>
    public void Check(IEnumerable<(Ticket Ticket, string? Before, bool Up)> changed)
    {
        foreach (var (ticket, before, up) in changed)
        {
            if (before is not null && Unchangeable.Contains(before)) throw new NotAllowed("queue.no-right-to-change", "You may read the tickets of this queue, not change them.");
            if (ticket.Queue != before && !up && Closed.Contains(ticket.Queue)) throw new NotAllowed("queue.no-right-to-create", "You may not bring tickets into this queue.");
        }
    }
}

/// <summary>Remembers each organisation's rights; most organisations have none, and then a request costs no look-up.</summary>
internal sealed class QueueRightsBook(TimeProvider time)
{
    private readonly Remembered<IReadOnlyList<(string Name, IReadOnlyList<Grant> Rights)>> _known = new(time);

    public async ValueTask<QueueLimits> For(TicketingDb db, Caller caller, CancellationToken ct)
    {
        if (!caller.Is(Roles.Readers)) return QueueLimits.None;
        var queues = await _known.Of(caller.TenantId, () => Read(db, ct));
        return queues.Count == 0 ? QueueLimits.None : QueueLimits.Of(queues, caller);
    }

    public void Forget(Guid tenantId) => _known.Forget(tenantId);

    private static async Task<IReadOnlyList<(string Name, IReadOnlyList<Grant> Rights)>> Read(TicketingDb db, CancellationToken ct)
    {
        var queues = await db.Set<TicketQueue>().AsNoTracking().Select(q => new { q.Name, q.Rights }).ToListAsync(ct);
        return [.. queues.Where(q => q.Rights.Count > 0).Select(q => (q.Name, (IReadOnlyList<Grant>)q.Rights))];
    }
}

internal static class QueueAccess
{
    /// <summary>Every route below sees and changes only what the caller's rights in the queues allow: what may not be read does not exist.</summary>
    public static RouteGroupBuilder WithQueueRights(this RouteGroupBuilder api)
    {
        api.AddEndpointFilter(async (context, next) =>
        {
            var (http, services) = (context.HttpContext, context.HttpContext.RequestServices);
            var db = services.GetRequiredService<TicketingDb>();
            var caller = services.GetRequiredService<Caller>();
            db.Limits = await services.GetRequiredService<QueueRightsBook>().For(db, caller, http.RequestAborted);
            db.ActingRoles = caller.Is(Roles.Staff) ? caller.Roles : null;
            // Parts of a ticket are read by its id alone.
            if (db.Limits.Hidden.Count > 0 && http.Request.RouteValues["id"] is string text && Guid.TryParse(text, out var id) && http.Request.Path.StartsWithSegments("/api/v1/tickets", StringComparison.Ordinal)
                && !await db.Tickets.AnyAsync(t => t.Id == id, http.RequestAborted)) throw new NotFound("ticket");
            return await next(context);
        });
        return api;
    }

    /// <summary>Checks what this save changes.</summary>
    public static void CheckRights(this TicketingDb db)
    {
        if (db.Limits == QueueLimits.None) return;
        db.Limits.Check(db.ChangeTracker.Entries<Ticket>().Where(e => e.State is EntityState.Added or EntityState.Modified).Select(e => e.State == EntityState.Added
            ? (e.Entity, (string?)null, false)
            : (e.Entity, e.Property(t => t.Queue).OriginalValue, e.Entity.Tier > e.Property(t => t.Tier).OriginalValue)));
    }
}
