using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Views;

internal static class ListViews
{
    public static Task<Page<ViewView>> Handle(int? limit, [Text(500)] string? after, TicketingDb db, Caller caller, CancellationToken ct) =>
        db.ViewsOf(caller).AsNoTracking().OldestFirst(limit, after, v => v.Id, v => ViewView.Of(v, caller), ct);
}

internal static class GetView
{
    public static async Task<Tagged<ViewView>> Handle(Guid id, TicketingDb db, Caller caller, CancellationToken ct)
    {
        var view = await db.ViewOf(caller, id, ct);
        return Tagged.Ok(ViewView.Of(view, caller), view.Version);
    }
}

internal static class ListViewTickets
{
    public static async Task<Page<Tickets.TicketView>> Handle(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var size = Paging.Limit(limit);
        await db.Database.OpenConnectionAsync(ct);
        var view = await db.ViewOf(caller, id, ct);
        return await TicketOrder.Page(view.Filter.Of(db.Tickets.AsNoTracking(), caller.SubjectId, time.Now()), view.Sort, size, after, ct);
    }
}
