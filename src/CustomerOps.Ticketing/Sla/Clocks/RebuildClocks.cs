using CustomerOps.Messaging.Due;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CustomerOps.Ticketing.Sla.Clocks;

/// <summary>Make the clocks again from their facts, for tickets after this one that have none, some at a time.</summary>
[Due("rebuild-clocks")]
internal sealed record RebuildClocks(Guid After);

internal sealed class FoldClocks(TicketingDb db, SlaRulebook rulebook, TimeProvider time) : IDueHandler<RebuildClocks>
{
    private const int AtOnce = 500;

    public async Task Handle(RebuildClocks message, CancellationToken cancellationToken)
    {
        var clocks = await db.TicketClocks.Where(c => c.Book == null && c.Id > message.After).OrderBy(c => c.Id).Take(AtOnce).ToListAsync(cancellationToken);
        Guid[] ids = [.. clocks.Select(c => c.Id)];
        var facts = (await db.ClockFacts.AsNoTracking().Where(f => ids.Contains(f.TicketId)).OrderBy(f => f.Seq).ToListAsync(cancellationToken)).ToLookup(f => f.TicketId, f => f.ToFact());
        foreach (var ticket in clocks.Where(c => facts.Contains(c.Id)))
        {
            ClockFact[] history = [.. facts[ticket.Id]];
            var terms = await rulebook.TermsOf(db, history, cancellationToken);
            // What was missed before is known as missed and not told again.
            var book = ClockHistory.Replay(history, terms, Instant.Max(history[^1].At, Instant.FromDateTimeOffset(time.Now())));
            ticket.Rebuild(book, terms(book.Terms));
            db.PlanLook(ticket, terms(book.Terms));
        }

        if (clocks.Count == AtOnce) db.Schedule(new RebuildClocks(clocks[^1].Id), time.Now());
    }
}
