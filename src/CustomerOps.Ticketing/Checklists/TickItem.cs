using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Checklists;

internal static class ChecklistLookup
{
    public static async Task<Checklist> ChecklistOf(this TicketingDb db, Guid id, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        return await db.Checklists.SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotFound("checklist");
    }
}

internal static class TickItem
{
    public static async Task<Tagged<ChecklistView>> Handle(Guid id, Guid itemId, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var list = await db.ChecklistOf(id, ct);
        ifMatch.Check(list.Version);
        var ticket = await db.TicketToChange(list.TicketId, ct);
        list.Tick(itemId, ticket, Author.Of(caller), time.Now());
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(ChecklistView.Of(list), list.Version);
    }
}

internal static class UntickItem
{
    public static async Task<Tagged<ChecklistView>> Handle(Guid id, Guid itemId, IfMatch ifMatch, TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        var list = await db.ChecklistOf(id, ct);
        ifMatch.Check(list.Version);
        var ticket = await db.TicketToChange(list.TicketId, ct);
        list.Untick(itemId, ticket, time.Now());
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(ChecklistView.Of(list), list.Version);
    }
}

internal static class RemoveChecklist
{
    public static async Task<NoContent> Handle(Guid id, IfMatch ifMatch, TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        var list = await db.ChecklistOf(id, ct);
        ifMatch.Check(list.Version);
        var ticket = await db.TicketToChange(list.TicketId, ct);
        list.Drop(ticket, time.Now());
        db.Remove(list);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
