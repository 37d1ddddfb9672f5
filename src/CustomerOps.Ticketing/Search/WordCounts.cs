using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Search;

/// <summary>How many of an organisation's newest messages hold a word: for a minute at most, and only until a twentieth as many tickets have come.</summary>
internal sealed class WordCounts(TimeProvider time)
{
    private const int MostOrganisations = 50, AlwaysAnew = 200, NewShare = 20;
    private static readonly TimeSpan s_keep = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<Guid, Known> _known = new();

    /// <param name="newest">The number of the organisation's newest ticket.</param>
    public async ValueTask<NewestWords> Of(TicketingDb db, long newest, CancellationToken ct)
    {
        var (tenant, now) = (db.Tenant.Required, time.GetUtcNow());
        if (_known.TryGetValue(tenant, out var known) && (IsFresh(known, newest, now) || !known.MayAsk())) return known.Words;
        try
        {
            var counts = await db.Database.SqlQuery<Row>($"select word, entries from word_counts()").ToDictionaryAsync(r => r.word, r => r.entries, ct);
            while (_known.Count >= MostOrganisations && _known.MinBy(k => k.Value.At).Key is var oldest && oldest != tenant) _known.TryRemove(oldest, out _);
            return (_known[tenant] = new(new(counts), newest, now)).Words;
        }
        catch
        {
            known?.GaveUp();
            throw;
        }
    }

    /// <summary>Where there are few messages, each counts and they are soon counted.</summary>
    private static bool IsFresh(Known known, long newest, DateTimeOffset now) => known.Words.Entries >= AlwaysAnew && now - known.At < s_keep && newest - known.Newest <= known.Words.Entries / NewShare;

    private sealed class Known(NewestWords words, long newest, DateTimeOffset at)
    {
        private int _asked;

        public NewestWords Words => words;
        public long Newest => newest;
        public DateTimeOffset At => at;

        /// <summary>One asks anew where there are many; who comes meanwhile takes what is known.</summary>
        public bool MayAsk() => words.Entries < AlwaysAnew || Interlocked.Exchange(ref _asked, 1) == 0;

        public void GaveUp() => _asked = 0;
    }

#pragma warning disable IDE1006 // columns as the database names them
    private sealed record Row(string word, long entries);
#pragma warning restore IDE1006
}

/// <param name="counts">By word, as the dictionaries leave it; the empty one: all.</param>
internal sealed class NewestWords(Dictionary<string, long> counts)
{
    public long Entries { get; } = counts.GetValueOrDefault("");

    /// <summary>How many hold one of these. Who holds two counts twice: seldom, as they are forms of one word.</summary>
    public long Holding(IEnumerable<string> stems) => Math.Min(Entries, stems.Sum(s => counts.GetValueOrDefault(s)));
}
