using System.Globalization;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Sla.Clocks;

/// <param name="What">What of the stored clocks is not what the facts say: book, due or facts.</param>
internal sealed record DifferingClocksView(Guid TicketId, string What);

/// <param name="Checked">How many tickets this page has checked.</param>
/// <param name="Differing">None, or something is wrong.</param>
/// <param name="Next">Send it as <c>after</c> for the next page; null at the end.</param>
internal sealed record ClockCheckView(int Checked, IReadOnlyList<DifferingClocksView> Differing, string? Next);

/// <summary>Makes clocks again from their facts and compares them with what is stored.</summary>
internal static class CheckStored
{
    private const int AtOnce = 500;

    public static async Task<ClockCheckView> Handle([Text(500)] string? after, TicketingDb db, SlaRulebook rulebook, CancellationToken ct)
    {
        var from = Paging.Read<string>(after)?.Id ?? Guid.Empty;
        // One look at the database, so that nothing changes between clocks and facts.
        var rows = await db.TicketClocks.AsNoTracking().Where(c => c.Id > from && c.Book != null).OrderBy(c => c.Id).Take(AtOnce)
            .Select(c => new { Clocks = c, Facts = db.ClockFacts.Where(f => f.TicketId == c.Id).OrderBy(f => f.Seq).ToList() }).ToListAsync(ct);
        List<DifferingClocksView> differing = [];
        foreach (var row in rows)
            if (await Differs(row.Clocks, [.. row.Facts.Select(f => f.ToFact())], db, rulebook, ct) is { } what) differing.Add(new(row.Clocks.Id, what));
        var page = Paging.Cut(rows.Count == AtOnce ? [.. rows, rows[^1]] : rows, AtOnce, r => (r.Clocks.Facts.ToString(CultureInfo.InvariantCulture), r.Clocks.Id), r => r.Clocks.Id);
        return new(rows.Count, differing, page.Next);
    }

    private static async Task<string?> Differs(TicketClocks clocks, ClockFact[] facts, TicketingDb db, SlaRulebook rulebook, CancellationToken ct)
    {
        if (facts.Length != clocks.Facts) return "facts";
        var (stored, terms) = (clocks.Book!, await rulebook.TermsOf(db, facts, ct));
        var folded = ClockHistory.Replay(facts, terms, stored.AsOf);
        if (StoredBook.Write(folded) != StoredBook.Write(stored)) return "book";
        return folded.NextDue(terms(folded.Terms))?.ToDateTimeOffset() == clocks.DueAt ? null : "due";
    }
}
