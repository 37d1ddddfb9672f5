using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Sessions;

/// <param name="UserAgent">What the device called itself when it signed in.</param>
/// <param name="Address">Where it signed in from.</param>
/// <param name="LastSeenAt">To about a minute.</param>
/// <param name="EndsAt">The latest end; unused it ends sooner.</param>
/// <param name="Current">True for the session that asks.</param>
internal sealed record DeviceView(Guid Id, string UserAgent, string Address, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, DateTimeOffset EndsAt, bool Current);

internal static class ListSessions
{
    public static async Task<Page<DeviceView>> Handle(CurrentSession current, SessionSettings settings, TimeProvider time, int? limit, string? after, CancellationToken stop)
    {
        var (take, start) = (Paging.Limit(limit), Paging.Read<DateTimeOffset>(after));
        var own = await current.Get(stop);
        var (now, used) = (time.GetUtcNow(), time.GetUtcNow() - settings.Idle);
        var sessions = current.Devices(own).AsNoTracking().Where(s => s.EndedAt == null && s.EndsAt > now && s.LastSeenAt > used);
        if (start is var (at, id)) sessions = sessions.Where(s => EF.Functions.LessThan(ValueTuple.Create(s.CreatedAt, s.Id), ValueTuple.Create(at, id)));
        var rows = await sessions.OrderByDescending(s => s.CreatedAt).ThenByDescending(s => s.Id).TakePage(take).ToListAsync(stop);
        return Paging.Cut(rows, take, s => (s.CreatedAt, s.Id), s => new DeviceView(s.Id, s.UserAgent, s.Address, s.CreatedAt, s.LastSeenAt, s.EndsAt, s.Id == own.Id));
    }
}
