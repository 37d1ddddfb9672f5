using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Links;
using CustomerOps.Ticketing.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Problems;

/// <param name="Texts">By language; each requester reads their own, else the organisation's, else English.</param>
[Example("""{ "texts": { "en": "We have found the fault and expect to be back at noon.", "da": "Vi har fundet fejlen og regner med at være tilbage kl. 12." } }""")]
internal sealed record TellIncidentsRequest([TextsByLanguage(20_000)] Dictionary<string, string> Texts);

internal static class TellIncidents
{
    public static async Task<Accepted<IncidentUpdateView>> Handle(Guid id, TellIncidentsRequest request, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        RuleViolation.Unless(request.Texts.Count > 0, "incident-update.wordless", "Send the update in one language at least.", "texts");
        var problem = await db.TicketToChange(id, ct);
        var update = await db.Tell(problem, Author.Of(caller), request.Texts, null, time.Now(), ct) ?? throw new RuleViolation("incident-update.nobody", "The ticket is the problem of no open incident.");
        await db.SaveChangesAsync(ct);
        return TypedResults.Accepted($"/api/v1/tickets/{id}/incident-updates/{update.Id}", IncidentUpdateView.Of(update));
    }
}

internal static class ReadIncidentUpdates
{
    public static async Task<Page<IncidentUpdateView>> List(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var page = await db.Set<IncidentUpdate>().AsNoTracking().Where(u => u.TicketId == id).NewestFirst(limit, after, u => u.Id, IncidentUpdateView.Of, ct);
        if (page.Items.Count == 0 && !await db.Tickets.AnyAsync(t => t.Id == id, ct)) throw new NotFound("ticket");
        return page;
    }

    public static async Task<IncidentUpdateView> One(Guid id, Guid updateId, TicketingDb db, CancellationToken ct) =>
        IncidentUpdateView.Of(await db.Set<IncidentUpdate>().AsNoTracking().SingleOrDefaultAsync(u => u.TicketId == id && u.Id == updateId, ct) ?? throw new NotFound("incident update"));
}

internal static class IncidentBook
{
    /// <summary>Plans the word to every incident that is not settled. The caller saves.</summary>
    /// <returns>Null where there is no such incident.</returns>
    public static async Task<IncidentUpdate?> Tell(
        this TicketingDb db, Ticket problem, Author by, Dictionary<string, string> texts, string? summary, DateTimeOffset now, CancellationToken ct)
    {
        var incidents = db.Linked(problem.Id, LinkKind.ProblemOf);
        var open = await db.Tickets.Where(t => incidents.Contains(t.Id) && t.State != TicketState.Solved && t.State != TicketState.Closed).OrderBy(t => t.Id).Select(t => t.Id).ToListAsync(ct);
        if (open.Count == 0) return null;
        var update = new IncidentUpdate(problem.Id, by, texts, summary, open.Count, now);
        db.Add(update);
        foreach (var incident in open) db.Schedule(new TellIncident(update.Id, incident), now);
        return update;
    }
}
