using System.Collections.Concurrent;
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

/// <summary>Remembers each organisation's rights for ten seconds; most organisations have none, and then a request costs no look-up.</summary>
internal sealed class QueueRightsBook(TimeProvider time)
{
    private const int MaxKnown = 10_000;
    private static readonly TimeSpan s_keep = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<Guid, (IReadOnlyList<(string, IReadOnlyList<Grant>)> Queues, DateTimeOffset Until)> _known = new();

    public async ValueTask<QueueLimits> For(TicketingDb db, Caller caller, CancellationToken ct)
    {
        if (!caller.Is(Roles.Readers)) return QueueLimits.None;
        var tenant = caller.TenantId;
        if (!_known.TryGetValue(tenant, out var known) || known.Until <= time.GetUtcNow())
        {
            var queues = await db.Set<TicketQueue>().AsNoTracking().Select(q => new { q.Name, q.Rights }).ToListAsync(ct);
            known = ([.. queues.Where(q => q.Rights.Count > 0).Select(q => (q.Name, q.Rights))], time.GetUtcNow() + s_keep);
            if (_known.Count >= MaxKnown) _known.Clear();
            _known[tenant] = known;
        }

        return known.Queues.Count == 0 ? QueueLimits.None : QueueLimits.Of(known.Queues, caller);
    }

    public void Forget(Guid tenantId) => _known.TryRemove(tenantId, out _);
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
            db.Limits = await services.GetRequiredService<QueueRightsBook>().For(db, services.GetRequiredService<Caller>(), http.RequestAborted);
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
