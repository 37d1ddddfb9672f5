using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.SideConversations;

internal static class ListSideConversations
{
    /// <param name="queue">Those with this queue.</param>
    public static Task<Page<SideConversationView>> Handle([Text(50)] string? queue, int? limit, [Text(500)] string? after, TicketingDb db, Caller caller, CancellationToken ct) =>
        Page(queue is null ? db.SidesOf(caller) : db.SidesOf(caller).Where(s => s.Queue == queue), limit, after, caller, ct);

    public static Task<Page<SideConversationView>> Page(IQueryable<SideConversation> sides, int? limit, string? after, Caller caller, CancellationToken ct) =>
        sides.AsNoTracking().NewestFirst(limit, after, s => s.Id, s => SideConversationView.Of(s, caller), ct);
}

internal static class ListTicketsSides
{
    public static async Task<Page<SideConversationView>> Handle(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, Caller caller, CancellationToken ct)
    {
        var thread = db.ThreadOf(id);
        var page = await ListSideConversations.Page(db.Sides.Where(s => thread.Contains(s.TicketId)), limit, after, caller, ct);
        return page.Items.Count > 0 || await db.Tickets.AnyAsync(t => t.Id == id, ct) ? page : throw new NotFound("ticket");
    }
}

internal static class GetSideConversation
{
    public static async Task<Tagged<SideConversationView>> Handle(Guid id, TicketingDb db, Caller caller, CancellationToken ct)
    {
        var side = await db.SideOf(caller, id, ct);
        var people = await db.SidePeople.Where(p => p.SideConversationId == id).OrderBy(p => p.PersonId).Select(p => p.PersonId).ToListAsync(ct);
        return Tagged.Ok(SideConversationView.Of(side, caller, people), side.Version);
    }
}

internal static class ListSideMessages
{
    public static async Task<Page<SideMessageView>> Handle(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, Caller caller, CancellationToken ct)
    {
        await db.SideOf(caller, id, ct);
        return await db.SideMessages.AsNoTracking().Where(m => m.SideConversationId == id).OldestFirst(limit, after, m => m.Id, SideMessageView.Of, ct);
    }
}
