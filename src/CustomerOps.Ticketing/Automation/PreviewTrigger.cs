using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Fields;
using CustomerOps.Ticketing.Views;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Automation;

/// <param name="Days">Tickets that something happened to in so many days.</param>
[Example("""{ "trigger": { "on": ["created"], "all": { "priorities": ["urgent"] }, "actions": [{ "step": "add-tags", "tags": ["urgent"] }] }, "days": 30 }""")]
internal sealed record PreviewTriggerRequest(TriggerBody Trigger, [Range(1, 90)] int Days = 30);

/// <param name="Saw">What each condition saw.</param>
internal sealed record PreviewedTicket(Guid TicketId, string Number, string Subject, IReadOnlyList<Seen> Saw);

/// <param name="Examined">How many tickets were looked at, newest change first; at most 2,000.</param>
/// <param name="More">There were more.</param>
/// <param name="Matched">How many of them it would fire for as they are now. What they were when it happened is not known any more.</param>
/// <param name="Items">The first 50 of these.</param>
internal sealed record TriggerPreviewView(int Examined, bool More, int Matched, IReadOnlyList<PreviewedTicket> Items);

internal static class PreviewTrigger
{
    private const int Most = 2_000, Shown = 50;

    public static async Task<Ok<TriggerPreviewView>> Handle(PreviewTriggerRequest request, TicketingDb db, FieldBook fields, TimeProvider time, CancellationToken ct)
    {
        var (spec, now) = (await request.Trigger.Read(db, fields, ct), time.Now());
        var since = now.AddDays(-request.Days);
        var tickets = await db.Tickets.AsNoTracking().Include(t => t.Customer).Where(t => t.UpdatedAt >= since).OrderByDescending(t => t.UpdatedAt).ThenByDescending(t => t.Id).Take(Most + 1).ToListAsync(ct);
        var matched = tickets.Take(Most).Select(t => (Ticket: t, Looked: spec.Look(t, now))).Where(m => m.Looked.Fires).ToList();
        return TypedResults.Ok(new TriggerPreviewView(Math.Min(Most, tickets.Count), tickets.Count > Most, matched.Count, [.. matched.Take(Shown).Select(m => new PreviewedTicket(m.Ticket.Id, m.Ticket.NumberText, m.Ticket.Subject, m.Looked.Saw))]));
    }
}
