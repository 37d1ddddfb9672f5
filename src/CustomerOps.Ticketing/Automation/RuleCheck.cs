namespace CustomerOps.Ticketing.Automation;

/// <summary>What may be wrong with rules that stand together.</summary>
internal enum FindingKind { NeverFires, Shadowed, Conflict, Loop, ReplyStorm, Repeats }

/// <param name="Triggers">Whom it concerns, one or several, in their order.</param>
/// <param name="Reason">In words.</param>
internal sealed record Finding(FindingKind Kind, IReadOnlyList<Guid> Triggers, string Reason);

/// <summary>
/// Reads rules without running them. A condition it cannot reason about (times, amounts) is taken as one that may hold: so it may warn of what does not come to pass,
/// and does not miss what its classes name.
/// </summary>
internal static class RuleCheck
{
    /// <summary>What happens to a ticket again and again; the others happen once, or once a promise.</summary>
    private static readonly Happening[] s_again = [Happening.Changed, Happening.StateChanged, Happening.Assigned, Happening.CustomerMessage, Happening.StaffMessage];

    /// <param name="triggers">As they would stand together, in their order.</param>
    /// <param name="about">Only what concerns this one; null for all.</param>
    public static IReadOnlyList<Finding> Find(IReadOnlyList<Trigger> triggers, Guid? about = null)
    {
        var rules = triggers.Select(t => new ReadRule(t)).ToList();
        var found = rules.SelectMany(Alone).Concat(rules.SelectMany((r, i) => rules.Skip(i + 1).SelectMany(later => Pair(r, later, rules)))).Concat(Loops(rules));
        return [.. found.Where(f => about is not { } id || f.Triggers.Contains(id))];
    }

    private static IEnumerable<Finding> Alone(ReadRule rule)
    {
        if (rule.Cubes.Count == 0) yield return new(FindingKind.NeverFires, [rule.Id], $"“{rule.Name}” asks for what no ticket can be at once.");
        var again = rule.On.Where(h => s_again.Contains(h) || rule.RepeatsByItself).Select(Kebab<Happening>.Of).ToList();
        if (again.Count == 0 || !rule.StaysTrue) yield break;
        if (rule.Replies) yield return new(FindingKind.ReplyStorm, [rule.Id], $"“{rule.Name}” answers each time ({string.Join(", ", again)}): its steps do not end its own conditions. Let it add a tag that it does not fire on.");
        else if (rule.Adds) yield return new(FindingKind.Repeats, [rule.Id], $"“{rule.Name}” adds something each time ({string.Join(", ", again)}): its steps do not end its own conditions.");
    }

    private static IEnumerable<Finding> Pair(ReadRule first, ReadRule later, List<ReadRule> all)
    {
        if (Shadows(first, later) && !all.Exists(third => third != first && third != later && third.Effects.Keys.Any(k => later.Cubes.Any(c => c.Asks.Contains(k)))))
        {
            yield return new(FindingKind.Shadowed, [first.Id, later.Id], $"“{later.Name}” never fires: “{first.Name}” stands before it, fires whenever it would, and ends its conditions.");
            yield break;
        }

        if (!Together(first, later, all)) yield break;
        // What any of the rules may change in between is left out of account.
        var moved = all.SelectMany(r => r.Effects.Keys).ToHashSet();
        if (!first.Cubes.Any(f => later.Cubes.Any(l => f.Without(moved).Meets(l.Without(moved))))) yield break;
        foreach (var what in first.Effects.Keys.Where(k => later.Effects.TryGetValue(k, out var value) && value != first.Effects[k]).Take(3))
            yield return new(FindingKind.Conflict, [first.Id, later.Id], $"“{first.Name}” sets {what} to {first.Effects[what]}, “{later.Name}” sets it to {later.Effects[what]}, on the same tickets.");
        if (first.Replies && later.Replies && first.On.Overlaps(later.On)) yield return new(FindingKind.ReplyStorm, [first.Id, later.Id], $"“{first.Name}” and “{later.Name}” both answer the same happening.");
    }

    private static bool Shadows(ReadRule first, ReadRule later) => !later.IsTimer && later.Cubes.Count > 0 && later.On.All(first.On.Contains)
        && later.Cubes.All(c => first.Cubes.Any(c.Within) && later.Cubes.All(own => !c.After(first.Effects).Meets(own)));

    /// <summary>May both fire in one cycle? A ticket is created by itself; anything else may happen together, and what rules do goes on from there.</summary>
    private static bool Together(ReadRule one, ReadRule other, List<ReadRule> all)
    {
        // Of two timers each has a time of its own.
        if (one.IsTimer && other.IsTimer) return false;
        return Both([Happening.Created]) || Both([Happening.Time]) || Both([.. Enum.GetValues<Happening>().Where(h => h is not (Happening.Created or Happening.Time))]);

        bool Both(HashSet<Happening> happened)
        {
            while (all.Exists(r => r.On.Overlaps(happened) && !r.Causes.IsSubsetOf(happened))) happened.UnionWith(all.Where(r => r.On.Overlaps(happened)).SelectMany(r => r.Causes));
            return one.On.Overlaps(happened) && other.On.Overlaps(happened);
        }
    }

    /// <summary>Rings of rules each of which brings about the next: only that each fires once a cycle ends them. Each ring is told once.</summary>
    private static IEnumerable<Finding> Loops(List<ReadRule> rules)
    {
        var next = rules.ToDictionary(r => r, r => rules.Where(other => other != r && r.BringsAbout(other)).ToList());
        var told = new HashSet<ReadRule>();
        foreach (var start in rules.Where(r => !told.Contains(r)))
        {
            if (Ring(start, next) is not { Count: > 1 } ring) continue;
            told.UnionWith(ring);
            yield return new(FindingKind.Loop, [.. ring.Select(r => r.Id)], $"{string.Join(" → ", ring.Append(start).Select(r => $"“{r.Name}”"))}: each brings about the next.");
        }
    }

    /// <summary>The shortest way from a rule back to itself.</summary>
    private static List<ReadRule>? Ring(ReadRule start, Dictionary<ReadRule, List<ReadRule>> next)
    {
        var (cameFrom, queue) = (new Dictionary<ReadRule, ReadRule>(), new Queue<ReadRule>([start]));
        while (queue.TryDequeue(out var at))
            foreach (var to in next[at])
            {
                if (to == start)
                {
                    List<ReadRule> ring = [at];
                    while (ring[0] != start) ring.Insert(0, cameFrom[ring[0]]);
                    return ring;
                }

                if (cameFrom.TryAdd(to, at)) queue.Enqueue(to);
            }

        return null;
    }
}
