using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Queueing;

namespace CustomerOps.Ticketing.Tickets;

/// <param name="RequesterTexts">Of a problem: what the requesters of its incidents read, by language. They are solved with it, with or without a word.</param>
[Example("""{ "summary": "A second parcel was sent." }""")]
internal sealed record SolveTicketRequest([Text(4000)] string Summary, [TextsByLanguage(20_000)] Dictionary<string, string>? RequesterTexts = null);

internal static class SolveTicket
{
    public static async Task<Tagged<TicketView>> Handle(
        Guid id, SolveTicketRequest request, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var ticket = await db.TicketToChange(id, ct);
        ifMatch.Check(ticket.Version);
        await db.Solve(ticket, request.Summary, Author.Of(caller), time.Now(), ct, request.RequesterTexts);
        await db.SaveChangesAsync(ct);
        return await db.Answer(ticket, ct);
    }
}
