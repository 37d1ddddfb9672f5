namespace CustomerOps.Ticketing.Patterns;

/// <summary>A ticket by its words, stemmed, each once.</summary>
internal sealed record Wordbag(Guid TicketId, DateTimeOffset At, IReadOnlyCollection<string> Words);

/// <param name="Likeness">Cosine of the two sets of words, each word weighing the more the fewer tickets hold it; 0 to 1.</param>
internal sealed record Neighbour(Guid TicketId, double Likeness);

/// <summary>More tickets say this than chance explains.</summary>
/// <param name="Hours">In so many hours.</param>
/// <param name="Expected">How many were to be expected in them, by the days before.</param>
internal sealed record Rise(int Hours, double Expected);

/// <param name="Recent">The tickets of the last day that say the same, without itself; where it rises, those of the hours it rises in.</param>
/// <param name="Elevated">Still more than usual, though chance may explain it: what rose before is not over.</param>
/// <param name="Weights">What each word of the whole window weighs.</param>
internal sealed record Neighbourhood(Wordbag Ticket, IReadOnlyList<Neighbour> Recent, Rise? Rise, bool Elevated, IReadOnlyDictionary<string, double> Weights);

/// <summary>
/// Finds tickets around which more say the same than before: neighbours by cosine of words, and Poisson's chance of so many in two, six or twenty-four hours given how
/// many the days before had. Thresholds were chosen on customer questions of one bank, the hardest case: everybody there speaks of cards and transfers.
/// </summary>
internal static class RisingGroups
{
    private const double Alike = 0.25, Chance = 1e-6, StillChance = 0.01, Prior = 0.5;
    private const int Least = 5, Day = 24;
    private static readonly int[] s_hours = [2, 6, Day];

    /// <param name="window">Oldest first; what is older than a day is what is usual.</param>
    /// <param name="since">Only later tickets are looked at.</param>
    public static IEnumerable<Neighbourhood> Look(IReadOnlyList<Wordbag> window, DateTimeOffset since)
    {
        var (weights, holders) = (Weights(window), new Dictionary<string, List<int>>(StringComparer.Ordinal));
        var lengths = window.Select(t => Math.Sqrt(t.Words.Sum(w => weights[w] * weights[w]))).ToArray();
        var shared = new double[window.Count];
        for (var i = 0; i < window.Count; i++)
        {
            var ticket = window[i];
            if (ticket.At > since) yield return Around(window, weights, i, Like(i));
            foreach (var word in ticket.Words) (holders.TryGetValue(word, out var list) ? list : holders[word] = []).Add(i);
        }

        List<(int Place, double Likeness)> Like(int i)
        {
            var touched = new List<int>();
            foreach (var word in window[i].Words)
                foreach (var j in holders.GetValueOrDefault(word) ?? [])
                {
                    if (shared[j] == 0) touched.Add(j);
                    shared[j] += weights[word] * weights[word];
                }

            List<(int, double)> alike = [];
            foreach (var j in touched)
            {
                var cosine = shared[j] / (lengths[i] * lengths[j]);
                if (cosine >= Alike) alike.Add((j, cosine));
                shared[j] = 0;
            }

            return alike;
        }
    }

    private static Neighbourhood Around(IReadOnlyList<Wordbag> window, Dictionary<string, double> weights, int i, List<(int Place, double Likeness)> alike)
    {
        var (ticket, span, elevated) = (window[i], (window[i].At - window[0].At).TotalHours, false);
        foreach (var hours in s_hours)
        {
            var recent = Within(hours);
            // With little behind it nothing is known to be usual, and it takes more to be a rise.
            var expected = (alike.Count - recent.Count + Prior) * hours / Math.Max(hours, span - hours);
            var chance = AtLeast(recent.Count + 1, expected);
            if (recent.Count + 1 >= Least && chance < Chance) return new(ticket, Told(recent), new Rise(hours, expected), true, weights);
            elevated |= chance < StillChance;
        }

        return new(ticket, Told(Within(Day)), null, elevated, weights);

        List<(int Place, double Likeness)> Within(int hours) => [.. alike.Where(a => (ticket.At - window[a.Place].At).TotalHours <= hours)];

        IReadOnlyList<Neighbour> Told(IEnumerable<(int Place, double Likeness)> some) => [.. some.Select(a => new Neighbour(window[a.Place].TicketId, a.Likeness))];
    }

    /// <summary>Poisson's chance of <paramref name="count"/> or more; for large numbers the normal curve's answer to whether it is below <see cref="Chance"/>.</summary>
    internal static double AtLeast(int count, double expected)
    {
        if (expected > 500) return (count - expected) / Math.Sqrt(expected) > 4.76 ? 0 : 1;
        var (term, fewer) = (Math.Exp(-expected), 0d);
        for (var k = 0; k < count; k++)
        {
            fewer += term;
            term *= expected / (k + 1);
        }

        return Math.Max(0, 1 - fewer);
    }

    private static Dictionary<string, double> Weights(IReadOnlyList<Wordbag> window)
    {
        var held = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in window.SelectMany(t => t.Words)) held[word] = held.GetValueOrDefault(word) + 1;
        return held.ToDictionary(h => h.Key, h => Math.Log((window.Count + 1) / (h.Value + 0.5)), StringComparer.Ordinal);
    }
}
