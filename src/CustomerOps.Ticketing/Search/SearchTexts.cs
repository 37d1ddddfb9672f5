using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Search;

/// <summary>
/// What was said, by its words. First what holds all of them; where that is little, also what holds the telling ones, each weighing the more the fewer
/// of the newest messages hold it.
/// </summary>
internal static class SearchTexts
{
    private const int Enough = 200, EnoughLoosely = 300, Little = 10, MostAsked = 8, MostCandidates = 1_000, MostShown = 300, RecentTickets = 1_024, Stretches = 7;
    private const double AllWords = 0.6, AllWordsSpan = 0.35, SomeWords = 0.58, Wider = 2.8;

    /// <returns>What was found, and the words it was found by.</returns>
    public static async Task<(List<Found> Found, Wording By)> Find(TicketingDb db, WordCounts counts, Wording words, bool messages, bool withInternal, CancellationToken ct)
    {
        if (words.Terms.Count == 0) return ([], words);
        var newest = await counts.Of(db, ct);
        var strict = await Ask(db, words.Strict, [], [], words.Language, withInternal, Enough, newest.Few ? 1 : StretchWith(newest.HoldingAll(words.Terms), Enough), ct);
        var found = Best(strict, messages, r => AllWords + AllWordsSpan * r);
        if (found.Count >= Little) return (found, words);
        var widened = await words.Widened(db, ct);
        return ([.. found.Concat(Best(await Loosely(db, counts, widened, withInternal, ct), messages, r => SomeWords * r)).GroupBy(f => f.Id).Select(g => g.First())], widened);
    }

    /// <summary>Tickets that hold the telling ones of these words, with the share of their weight they hold.</summary>
    public static async Task<Dictionary<Guid, double>> Like(TicketingDb db, WordCounts counts, Wording said, CancellationToken ct) => said.Telling is var words && words.Terms.Count == 0 ? [] :
        (await Loosely(db, counts, words, withInternal: false, ct)).GroupBy(r => r.ticket_id).Select(g => (g.Key, Share: (double)g.Max(r => r.rank))).OrderByDescending(t => t.Share).Take(MostShown).ToDictionary(t => t.Key, t => t.Share);

    private static async Task<List<Row>> Loosely(TicketingDb db, WordCounts counts, Wording words, bool withInternal, CancellationToken ct)
    {
        var newest = await counts.Of(db, ct);
        if (newest.Entries == 0) return [];
        var weighed = words.Terms.Select(t => (t.Query, Held: newest.Holding(t.Stems))).Select(t => (t.Query, t.Held, Weight: Weight(t.Held, newest.Entries))).OrderBy(t => t.Held).Take(MostAsked).ToArray();
        // The rarest words lead to the messages, as many of them as lead to few enough; all of them weigh.
        var expected = 0d;
        var leading = weighed.TakeWhile((t, i) => (expected += (double)t.Held * Math.Max(1, newest.NewestTicket / RecentTickets)) <= MostCandidates || i == 0).ToArray();
        return await Ask(
            db, string.Join(" | ", leading.Select(t => $"({t.Query})")), [.. weighed.Select(t => t.Query)], [.. weighed.Select(t => t.Weight)], words.Language, withInternal,
            EnoughLoosely, StretchWith(leading.Sum(t => t.Held), EnoughLoosely), ct);
    }

    /// <summary>The first stretch that will hold enough, by how many the first one holds.</summary>
    private static int StretchWith(double inFirst, int enough)
    {
        var stretch = 1;
        for (var held = inFirst; held < enough && stretch < Stretches; stretch++) held *= Wider;
        return stretch;
    }

    /// <summary>Inverse document frequency as BM25 has it (Robertson and Spärck Jones): what nearly all hold, as a form's own words, weighs next to nothing.</summary>
    private static float Weight(long held, long all) => (float)Math.Log(1 + (Math.Max(0, all - held) + 0.5) / (held + 0.5));

    private static Task<List<Row>> Ask(TicketingDb db, string question, string[] parts, float[] weights, string? language, bool withInternal, int enough, int stretch, CancellationToken ct) =>
        db.Database.SqlQuery<Row>($"select message_id, ticket_id, rank from search_messages({question}, {parts}, {weights}, {language}, {withInternal}, {enough}, {stretch})").ToListAsync(ct);

    /// <summary>The best messages, or the tickets they stand on.</summary>
    private static List<Found> Best(List<Row> rows, bool messages, Func<double, double> score) =>
        [.. rows.DistinctBy(r => r.message_id).GroupBy(r => messages ? r.message_id : r.ticket_id).Select(g => g.MaxBy(r => (r.rank, r.message_id))!).OrderByDescending(r => r.rank).ThenByDescending(r => r.message_id).Take(MostShown)
            .Select(r => new Found(messages ? SearchKind.Message : SearchKind.Ticket, messages ? r.message_id : r.ticket_id, Found.Rounded(score(r.rank)), r.ticket_id, r.message_id))];

#pragma warning disable IDE1006 // columns as the database names them
    private sealed record Row(Guid message_id, Guid ticket_id, float rank);
#pragma warning restore IDE1006
}
