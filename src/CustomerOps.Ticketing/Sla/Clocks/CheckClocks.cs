using CustomerOps.Messaging.Due;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Sla.Clocks;

/// <summary>Look at a ticket's clocks. Out of date when another time is planned by then.</summary>
[Due("check-clocks")]
internal sealed record CheckClocks(Guid TicketId, DateTimeOffset Planned);

/// <summary>Tells warnings and breaches when they are due and plans the next look.</summary>
internal sealed class AlarmClocks(TicketingDb db, SlaRulebook rulebook, TimeProvider time) : IDueBatchHandler<CheckClocks>
{
    public async Task Prepare(IReadOnlyList<CheckClocks> messages, CancellationToken cancellationToken) => await rulebook.For(db, cancellationToken);

    public async Task Handle(IReadOnlyList<CheckClocks> messages, CancellationToken cancellationToken)
    {
        Guid[] ids = [.. messages.Select(m => m.TicketId)];
        var planned = messages.ToLookup(m => m.TicketId, m => m.Planned);
        foreach (var ticket in await db.Tickets.Where(t => ids.Contains(t.Id)).ToListAsync(cancellationToken))
        {
            // Several looks at one ticket may come together; the one that is planned counts.
            if (ticket.Clocks.Book is not { } book || ticket.Clocks.NextLookAt is not { } next || !planned[ticket.Id].Contains(next)) continue;
            var terms = await rulebook.TermsOf(db, book.Terms, cancellationToken);
            ticket.LookAtClocks(next, terms, time.Now());
            db.PlanLook(ticket.Clocks, terms);
        }
    }
}

internal static class LookPlanning
{
    public static void PlanLook(this TicketingDb db, TicketClocks clocks, Terms terms)
    {
        if (clocks.PlanLook(terms) is { } look) db.Schedule(look, look.Planned);
    }
}
