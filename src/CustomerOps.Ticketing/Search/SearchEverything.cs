using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Search;

internal static class SearchEverything
{
    private const int MaxQuery = 500, DefaultLimit = 20;

    /// <param name="q">Words in any order, a part of a word, a name, an address, a ticket's or an order's number. Misspelt words find what looks like them.</param>
    /// <param name="kind">ticket, customer or message; absent: tickets and customers.</param>
    /// <param name="language">BCP 47; only what was written in it.</param>
    public static async Task<Page<SearchHit>> Handle(
        [Text(MaxQuery)] string q, [Word<SearchKind>] string? kind, [LanguageTag] string? language, int? limit, [Text(500)] string? after, TicketingDb db, WordCounts counts, Caller caller, CancellationToken ct)
    {
        var (size, cursor, wanted) = (Paging.Limit(limit ?? DefaultLimit), Paging.Read<double>(after), Kebab<SearchKind>.Read(kind));
        await db.Database.OpenConnectionAsync(ct); // one opening for all questions
        var words = await Wording.Of(db, q, language, ct);
        List<Found> found = [];
        if (wanted != SearchKind.Customer)
        {
            (var said, words) = await SearchTexts.Find(db, counts, words, wanted == SearchKind.Message, withInternal: caller.Is(Roles.Staff), ct);
            found.AddRange(said);
        }

        if (wanted != SearchKind.Message) found.AddRange(await SearchNames.Find(db, q, wanted, ct));
        var ranked = found.GroupBy(f => (f.Kind, f.Id)).Select(g => g.First() with { Score = g.Max(f => f.Score), Message = g.Select(f => f.Message).FirstOrDefault(m => m is not null) });
        if (cursor is var (score, id)) ranked = ranked.Where(f => f.Score < score || (f.Score == score && f.Id.CompareTo(id) < 0));
        var page = Paging.Cut([.. ranked.OrderByDescending(f => f.Score).ThenByDescending(f => f.Id).Take(size + 1)], size, f => (f.Score, f.Id), f => f);
        return new Page<SearchHit>(await SearchHits.Show(db, page.Items, words, ct), page.Next);
    }
}
