using System.Diagnostics;

namespace CustomerOps.Staffing.Rotas;

/// <summary>What a week asks for and who there is.</summary>
/// <param name="Required">People on shift wanted per slot.</param>
/// <param name="Fixed">People on shift already per slot, by shifts that stay.</param>
internal sealed record RotaProblem(int[] Required, int[] Fixed, IReadOnlyList<Worker> Workers);

/// <param name="Rows">New shifts by worker, in the order of the problem's workers; null where the contract cannot be kept this week.</param>
/// <param name="Cover">People on shift per slot.</param>
/// <param name="Settled">False when the time limit came before the search had ended.</param>
internal sealed record RotaSolution(IReadOnlyList<IReadOnlyList<SlotSpan>?> Rows, int[] Cover, bool Settled);

/// <summary>
/// First everybody gets the week that covers most of what is missing, then single workers and small groups are planned anew as long as it
/// helps. Every step keeps every hard rule, so it can stop at any time. The same seed gives the same rota unless the time limit strikes.
/// </summary>
/// <param name="budget">Steps of improvement after which it settles: the same on every machine, while <paramref name="limit"/> is only the emergency brake.</param>
internal sealed class RotaSolver(RotaProblem problem, int seed, TimeSpan limit, long budget = 60_000_000)
{
    private const int MaxSweeps = 20, Regroupings = 400, Group = 3;
    private readonly Random _random = new(seed);
    private readonly RowPlanner _planner = new();
    private readonly int[] _cover = (int[])problem.Fixed.Clone(), _prices = new int[Grid.Slots];
    private readonly List<SlotSpan>?[] _rows = new List<SlotSpan>?[problem.Workers.Count];
    private readonly Worker[] _near = [.. problem.Workers.Select(w => w.NearDemand(problem.Required))];
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public RotaSolution Solve(CancellationToken stop)
    {
        var settled = Build(stop) && Improve(stop);
        return new RotaSolution(_rows, _cover, settled);
    }

    private bool InTime(CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return _clock.Elapsed < limit;
    }

    private bool Build(CancellationToken stop)
    {
        // Those with the least freedom first: others can fill around them.
        foreach (var worker in Enumerable.Range(0, _rows.Length).OrderBy(w => problem.Workers[w].MaxSlots - problem.Workers[w].MinSlots).ThenBy(w => w))
        {
            if (InTime(stop)) Place(worker);
            // Out of time: a week without work is right for those who have no hours to fill.
            else if (problem.Workers[worker].MinSlots == 0) _rows[worker] = [];
        }
        return InTime(stop);
    }

    private bool Improve(CancellationToken stop)
    {
        var last = _planner.Steps + budget;
        var planned = Enumerable.Range(0, _rows.Length).Where(w => _rows[w] is not null).ToArray();
        if (planned.Length == 0) return true;
        for (var (sweep, better) = (0, true); better && sweep < MaxSweeps; sweep++)
        {
            better = false;
            _random.Shuffle(planned);
            foreach (var worker in planned)
            {
                if (!InTime(stop)) return false;
                if (_planner.Steps > last) return true;
                better |= Replan([worker]);
            }
        }
        for (var i = 0; i < Regroupings && planned.Length > 1 && _planner.Steps < last; i++)
        {
            if (!InTime(stop)) return false;
            Replan(_random.GetItems(planned, Group).Distinct().ToArray());
        }
        return true;
    }

    /// <summary>Takes the group out and puts it back one by one; keeps what is worth no less. True when it is worth more.</summary>
    private bool Replan(int[] group)
    {
        var before = group.Select(w => _rows[w]!).ToArray();
        var was = group.Reverse().Sum(Remove);
        var now = group.Sum(Place);
        if (now >= was) return now > was;
        foreach (var worker in group) Remove(worker);
        for (var i = 0; i < group.Length; i++) Put(group[i], before[i]);
        return false;
    }

    private int Place(int worker)
    {
        for (var s = 0; s < _prices.Length; s++) _prices[s] = Price(s);
        // Hours without demand only matter to those whose contract cannot be filled otherwise.
        if ((_planner.Plan(_near[worker], _prices) ?? _planner.Plan(problem.Workers[worker], _prices)) is not var (row, price)) { _rows[worker] = null; return 0; }
        Put(worker, row);
        return price;
    }

    private void Put(int worker, List<SlotSpan> row)
    {
        _rows[worker] = row;
        foreach (var shift in row)
            for (var s = shift.From; s < shift.To; s++) _cover[s]++;
    }

    /// <returns>What the removed row was worth.</returns>
    private int Remove(int worker)
    {
        var worth = 0;
        foreach (var shift in _rows[worker]!)
            for (var s = shift.From; s < shift.To; s++) { _cover[s]--; worth += Price(s); }
        return worth;
    }

    /// <summary>What one more person in a slot is worth: much where many are missing, a little less than nothing where enough are, least where it is closed.</summary>
    private int Price(int slot)
    {
        var (required, cover) = (problem.Required[slot], _cover[slot]);
        if (required == 0) return -60 - cover;
        return cover < required ? 1000 + (1000 * (required - cover) / required) : -10 - (20 * (cover - required) / required);
    }
}
