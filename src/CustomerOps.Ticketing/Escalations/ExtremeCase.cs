using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Escalations;

[Example("""{ "reason": "The customer stands in the shop and threatens staff." }""")]
internal sealed record ExtremeCaseRequest([Text(2000)] string Reason);

/// <param name="Calls">Who was called when, in their order.</param>
/// <param name="NextCallAt">When the next in line is called; null when nobody is called any more.</param>
internal sealed record ExtremeCaseView(
    Guid Id, Guid TicketId, string Reason, string OpenedByName, DateTimeOffset OpenedAt, CallState State, IReadOnlyList<PersonCalled> Calls, DateTimeOffset? NextCallAt,
    Guid? AcknowledgedBy, string? AcknowledgedByName, DateTimeOffset? AcknowledgedAt)
{
    public static ExtremeCaseView Of(ManagerCall c) => new(c.Id, c.TicketId, c.Reason, c.OpenedByName, c.OpenedAt, c.State, c.Calls, c.NextCallAt, c.AcknowledgedBy, c.AcknowledgedByName, c.AcknowledgedAt);
}

internal static class DeclareExtremeCase
{
    /// <summary>While somebody is being called the same again changes nothing.</summary>
    public static async Task<Tagged<ExtremeCaseView>> Handle(Guid id, ExtremeCaseRequest request, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var (ticket, now) = (await db.TicketToChange(id, ct), time.Now());
        ifMatch.Check(ticket.Version);
        var call = await db.Set<ManagerCall>().SingleOrDefaultAsync(c => c.TicketId == id && c.State == CallState.Calling, ct);
        if (call is not null) return Tagged.Ok(ExtremeCaseView.Of(call), ticket.Version);
        if (ticket.Escalate(Tier.Manager, request.Reason, Author.Of(caller), now) is { } step) db.Add(step);
        call = db.CallManager(ticket, request.Reason, Author.Of(caller), now);
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(ExtremeCaseView.Of(call), ticket.Version);
    }
}

internal static class GetExtremeCase
{
    /// <summary>The latest one of the ticket.</summary>
    public static async Task<Tagged<ExtremeCaseView>> Handle(Guid id, TicketingDb db, CancellationToken ct)
    {
        var version = await db.Tickets.Where(t => t.Id == id).Select(t => (int?)t.Version).SingleOrDefaultAsync(ct) ?? throw new NotFound("ticket");
        var call = await db.Set<ManagerCall>().AsNoTracking().Where(c => c.TicketId == id).OrderByDescending(c => c.Id).FirstOrDefaultAsync(ct) ?? throw new NotFound("extreme case");
        return Tagged.Ok(ExtremeCaseView.Of(call), version);
    }
}

internal static class AcknowledgeExtremeCase
{
    /// <summary>Needs no version: whoever says it first takes care, and nobody's change is lost.</summary>
    public static async Task<ExtremeCaseView> Handle(Guid id, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct) => await db.Retry(async () =>
    {
        var number = await db.Tickets.Where(t => t.Id == id).Select(t => (long?)t.Number).SingleOrDefaultAsync(ct) ?? throw new NotFound("ticket");
        var call = await db.Set<ManagerCall>().Where(c => c.TicketId == id).OrderByDescending(c => c.Id).FirstOrDefaultAsync(ct) ?? throw new NotFound("extreme case");
        call.Acknowledge(Author.Of(caller), Ticket.TextOf(number), time.Now());
        await db.SaveChangesAsync(ct);
        return ExtremeCaseView.Of(call);
    });
}
