using System.Text.Json;
using CustomerOps.Ticketing.Fields;
using CustomerOps.Ticketing.Tickets;
using CustomerOps.Ticketing.Views;

namespace CustomerOps.Ticketing.Automation;

/// <summary>Tickets by what their properties may be: of each that is asked for, one of some values, or none of some.</summary>
internal sealed class Cube
{
    public const string There = "there", Absent = "absent";

    /// <summary>A condition nobody can reason about from here: it may hold or not.</summary>
    private const string Open = "open ";

    private static readonly Values s_anything = new(true, new HashSet<string>());
    private readonly Dictionary<string, Values> _asked;

    private Cube(Dictionary<string, Values> asked) => _asked = asked;

    private sealed record Values(bool Except, IReadOnlySet<string> Words)
    {
        public Values And(Values other) => (Except, other.Except) switch
        {
            (true, true) => new(true, Words.Union(other.Words).ToHashSet()),
            (true, false) => other.And(this),
            (false, true) => new(false, Words.Except(other.Words).ToHashSet()),
            _ => new(false, Words.Intersect(other.Words).ToHashSet()),
        };

        public bool Possible => Except || Words.Count > 0;

        public bool Within(Values wider) => (Except, wider.Except) switch
        {
            (false, false) => Words.IsSubsetOf(wider.Words),
            (false, true) => !Words.Overlaps(wider.Words),
            (true, true) => wider.Words.IsSubsetOf(Words),
            _ => false,
        };
    }

    public IReadOnlyCollection<string> Asks => _asked.Keys;

    public bool Possible => _asked.Values.All(v => v.Possible);

    /// <summary>Every way in which a trigger's conditions can be met.</summary>
    public static IEnumerable<Cube> Of(TriggerSpec spec)
    {
        var all = new Cube(Read(spec.All).GroupBy(a => a.What).ToDictionary(g => g.Key, g => g.Select(a => a.Values).Aggregate((x, y) => x.And(y))));
        foreach (var none in spec.None)
            // Not this: where it is one property that is asked for. Of several, any one may be the one that is not so.
            all = all.And(new Cube(Read(none).ToList() is [var (what, values)] && !what.StartsWith(Open, StringComparison.Ordinal) ? new() { [what] = values with { Except = !values.Except } } : new() { [Open + "none"] = s_anything }));
        return spec.Any.Length == 0 ? [all] : spec.Any.Select(any => Read(any).Aggregate(all, (cube, asked) => cube.And(new Cube(new() { [asked.What] = asked.Values }))));
    }

    public Cube And(Cube other)
    {
        var both = new Dictionary<string, Values>(_asked);
        foreach (var (what, values) in other._asked) both[what] = both.TryGetValue(what, out var mine) ? mine.And(values) : values;
        return new(both);
    }

    public Cube After(IReadOnlyDictionary<string, string> effects)
    {
        var then = new Dictionary<string, Values>(_asked);
        foreach (var (what, value) in effects) then[what] = value == Unknown ? s_anything : new(false, new HashSet<string> { value });
        return new(then);
    }

    public Cube Without(IReadOnlySet<string> left) => new(_asked.Where(a => !left.Contains(a.Key)).ToDictionary());

    public bool Meets(Cube other) => And(other).Possible;

    public bool Within(Cube wider) => wider._asked.All(w => !w.Key.StartsWith(Open, StringComparison.Ordinal) && _asked.TryGetValue(w.Key, out var mine) && mine.Within(w.Value));

    /// <summary>A value that is none of the words conditions ask for: several choices at once.</summary>
    private const string Unknown = "several";

    public static string Word(JsonElement value) => value.ValueKind == JsonValueKind.Array ? Unknown : value.ToString();

    private static IEnumerable<(string What, Values Values)> Read(TicketConditions c)
    {
        if (c.States is { Length: > 0 } states) yield return Some("state", states.Select(Kebab<TicketState>.Of));
        if (c.Queues is { Length: > 0 } queues) yield return Some("queue", queues);
        if (c.Assignee is { } person) yield return Some("assignee", [person == PersonOrNoneAttribute.None ? Absent : Guid.TryParse(person, out var id) ? $"{id}" : person]);
        if (c.Tiers is { Length: > 0 } tiers) yield return Some("tier", tiers.Select(Kebab<Tier>.Of));
        if (c.Priorities is { Length: > 0 } priorities) yield return Some("priority", priorities.Select(Kebab<Priority>.Of));
        if (c.Channels is { Length: > 0 } channels) yield return Some("channel", channels.Select(Kebab<Channel>.Of));
        if (c.Languages is { Length: > 0 } languages) yield return Some("language", languages);
        if (c.Branches is { Length: > 0 } branches) yield return Some("branch", branches);
        foreach (var tag in c.Tags ?? []) yield return Some($"tag {tag}", [There]);
        if (c.Origin is { } origin) yield return Some("origin", [Kebab<Origin>.Of(origin)]);
        // Of several choices both may be there.
        foreach (var tests in (c.Fields ?? []).GroupBy(f => f.Field))
            foreach (var test in tests) yield return tests.Count(t => t.Is == FieldIs.Equal) > 1 ? (Open + $"field {test.Field}", s_anything) : Read(test);
        if ((c.OlderThanMinutes, c.NewerThanMinutes, c.UntouchedMinutes, c.CustomerWaitsMinutes, c.DueWithinMinutes, c.Requester, c.OrderId) is not (null, null, null, null, null, null, null))
            yield return (Open + "time, requester or order", s_anything);
    }

    private static (string, Values) Read(FieldTest test) => test.Is switch
    {
        FieldIs.Equal => Some($"field {test.Field}", [Word(test.Value!.Value)]),
        FieldIs.Not => ($"field {test.Field}", new(true, new HashSet<string> { Word(test.Value!.Value) })),
        FieldIs.NotSet => Some($"field {test.Field}", [Absent]),
        FieldIs.Set => ($"field {test.Field}", new(true, new HashSet<string> { Absent })),
        _ => (Open + $"field {test.Field}", s_anything),
    };

    private static (string, Values) Some(string what, IEnumerable<string> words) => (what, new(false, words.ToHashSet(StringComparer.Ordinal)));
}
