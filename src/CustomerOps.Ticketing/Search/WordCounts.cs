using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Search;

/// <summary>How many of an organisation's newest messages hold a word, for ten seconds. Where there are few messages, each counts and they are soon counted: for every question.</summary>
internal sealed class WordCounts(TimeProvider time)
{
    private const int MostOrganisations = 50;
    private readonly ConcurrentDictionary<Guid, Known> _known = new();

    public async ValueTask<NewestWords> Of(TicketingDb db, CancellationToken ct)
    {
        var (tenant, now) = (db.Tenant.Required, time.GetUtcNow());
        if (_known.TryGetValue(tenant, out var known) && !known.Words.Few)
        {
            // One asks anew; who comes meanwhile, or after that one failed, takes what is known.
            if (now < known.Until || !_known.TryUpdate(tenant, known with { Until = now + Remembering.Keep }, known)) return known.Words;
        }

        var counts = await db.Database.SqlQuery<Row>($"select word, entries from word_counts()").ToDictionaryAsync(r => r.word, r => r.entries, ct);
        if (_known.Count >= MostOrganisations) _known.Clear();
        return (_known[tenant] = new(new(counts), now + Remembering.Keep)).Words;
    }

    private sealed record Known(NewestWords Words, DateTimeOffset Until);

#pragma warning disable IDE1006 // columns as the database names them
    private sealed record Row(string word, long entries);
#pragma warning restore IDE1006
}

/// <param name="counts">By word, as the dictionaries leave it; the empty one: all messages counted. §: the number of the newest ticket.</param>
internal sealed class NewestWords(Dictionary<string, long> counts)
{
    public long Entries { get; } = counts.GetValueOrDefault("");

    /// <summary>Too few to say much about all: each question counts them anew.</summary>
    public bool Few => Entries < 200;

    public long NewestTicket { get; } = counts.GetValueOrDefault("§");

    /// <summary>How many hold one of these. Who holds two counts twice: seldom, as they are forms of one word.</summary>
    public long Holding(IEnumerable<string> stems) => Math.Min(Entries, stems.Sum(s => counts.GetValueOrDefault(s)));

    /// <summary>How many will hold all of these: words that are said together are not as rare as by chance, so each after the rarest narrows only by the root of the one before (as SQL Server estimates).</summary>
    public double HoldingAll(IEnumerable<Term> terms)
    {
        var (all, root) = ((double)Entries, 1.0);
        foreach (var share in terms.Select(t => Holding(t.Stems) / (double)Entries).Order())
        {
            all *= Math.Pow(share, root);
            root /= 2;
        }

        return all;
    }
}
