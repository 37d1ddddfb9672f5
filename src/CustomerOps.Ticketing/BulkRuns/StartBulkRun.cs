using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using CustomerOps.Ticketing.Views;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.BulkRuns;

/// <summary>On the tickets named, or on those a view shows now; at most 1,000.</summary>
[Example("""{ "macroId": "0190a000-0000-7000-8000-000000000001", "ticketIds": ["0190a000-0000-7000-8000-000000000002"] }""")]
internal sealed record StartBulkRunRequest(Guid MacroId, [MinLength(1), MaxLength(StartBulkRun.Most)] Guid[]? TicketIds = null, Guid? ViewId = null);

internal static class StartBulkRun
{
    public const int Most = 1_000;

    /// <summary>A pause from one ticket to the next, so that a thousand of them do not stand in the way of what else is due.</summary>
    private const int PauseMilliseconds = 10;

    public static async Task<Created<BulkRunView>> Handle(StartBulkRunRequest request, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        RuleViolation.Unless(request.TicketIds is null != request.ViewId is null, "bulk.tickets", "Name tickets or a view.", "ticketIds");
        await db.Database.OpenConnectionAsync(ct);
        var now = time.Now();
        var macro = await db.Macros.AsNoTracking().SingleOrDefaultAsync(m => m.Id == request.MacroId, ct) ?? throw new RuleViolation("macro.unknown", "There is no such macro.", "macroId");
        var tickets = request.ViewId is { } view ? await Shown(db, caller, view, now, ct) : await Known(db, [.. request.TicketIds!.Distinct()], ct);
        var run = new BulkRun(macro, tickets.Count, Author.Of(caller), now);
        db.Add(run);
        for (var i = 0; i < tickets.Count; i++)
        {
            db.Add(new BulkTicket(run.Id, tickets[i]));
            db.Schedule(new RunBulkTicket(run.Id, tickets[i]), now.AddMilliseconds(i * PauseMilliseconds));
        }

        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/v1/bulk-runs/{run.Id}", BulkRunView.Of(run, done: 0, failed: 0));
    }

    private static async Task<List<Guid>> Shown(TicketingDb db, Caller caller, Guid viewId, DateTimeOffset now, CancellationToken ct)
    {
        var view = await db.ViewsOf(caller).SingleOrDefaultAsync(v => v.Id == viewId, ct) ?? throw new RuleViolation("bulk.view-unknown", "You have no such view.", "viewId");
        var tickets = await view.Filter.Of(db.Tickets.AsNoTracking(), caller.SubjectId, now).OrderBy(t => t.Id).Select(t => t.Id).Take(Most + 1).ToListAsync(ct);
        RuleViolation.Unless(tickets.Count is > 0 and <= Most, "bulk.size", $"The view shows {(tickets.Count == 0 ? "no tickets" : $"more than {Most} tickets")}; a bulk run takes 1 to {Most}.", "viewId");
        return tickets;
    }

    private static async Task<List<Guid>> Known(TicketingDb db, Guid[] asked, CancellationToken ct)
    {
        var known = await db.Tickets.AsNoTracking().Where(t => asked.Contains(t.Id)).OrderBy(t => t.Id).Select(t => t.Id).ToListAsync(ct);
        var unknown = asked.Except(known).Take(3).ToList();
        RuleViolation.Unless(unknown.Count == 0, "bulk.ticket-unknown", $"There is no ticket {string.Join(", ", unknown)}.", "ticketIds");
        return known;
    }
}
