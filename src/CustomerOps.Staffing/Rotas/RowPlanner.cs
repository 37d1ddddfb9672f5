namespace CustomerOps.Staffing.Rotas;

/// <summary>A shift in slots of the grid.</summary>
internal readonly record struct SlotSpan(int From, int To);

/// <summary>
/// The best week of one worker at given prices per slot, exactly, by dynamic programming over days. The state after a day is the run of days
/// worked, the rest owed to the next day and the slots given so far. No week that keeps every rule means: the contract cannot be kept.
/// </summary>
internal sealed class RowPlanner
{
    private const int Runs = 7, Rests = 64, Givens = 97, None = int.MinValue, TableCost = 100_000;
    private readonly int[][] _best = [.. Enumerable.Range(0, 8).Select(_ => new int[Runs * Rests * Givens])];
    private readonly (int Previous, SlotSpan Shift)[][] _from = [.. Enumerable.Range(0, 8).Select(_ => new (int, SlotSpan)[Runs * Rests * Givens])];
    private readonly int[] _sum = new int[Grid.Slots + 1], _undominated = new int[Rests];
    private readonly int[,] _bestStart = new int[25, Grid.Slots + 1];
    private Worker _worker = null!;

    /// <summary>Steps taken so far: the measure of work that, unlike time, is the same on every machine.</summary>
    public long Steps { get; private set; }

    /// <returns>New shifts, at most one a day, and their price; null when the contract cannot be kept.</returns>
    public (List<SlotSpan> Shifts, int Price)? Plan(Worker worker, ReadOnlySpan<int> prices)
    {
        _worker = worker;
        for (var s = 0; s < Grid.Slots; s++) _sum[s + 1] = _sum[s] + prices[s];
        foreach (var layer in _best) Array.Fill(layer, None);
        Steps += TableCost;
        var rest = worker.Days[0].IsFixed ? 0 : Math.Max(0, worker.RestedFrom - worker.Days[0].Begin);
        if (worker.RunBefore >= Runs || rest >= Rests) return null;
        _best[0][State(worker.RunBefore, rest, 0)] = 0;
        for (var d = 0; d < 7; d++)
        {
            PrepareStarts(d);
            for (var given = 0; given <= worker.MaxSlots; given++) Extend(d, given);
        }
        return Read();
    }

    /// <summary>For each length and start: the dearest start at or after it that leaves the next day free of rest.</summary>
    private void PrepareStarts(int d)
    {
        var day = _worker.Days[d];
        for (var length = _worker.ShortestShift; length <= _worker.LongestShift && !day.IsFixed && !day.Off; length++)
        {
            _bestStart[length, LastFree(d, length) + 1] = -1;
            for (var start = LastFree(d, length); start >= day.First; start--)
            {
                var later = _bestStart[length, start + 1];
                _bestStart[length, start] = later < 0 || Gain(start, length) >= Gain(later, length) ? start : later;
            }
        }
    }

    /// <summary>The last start after which rest ends before work could begin the next day; before the day's first when there is none.</summary>
    private int LastFree(int d, int length)
    {
        var day = _worker.Days[d];
        var last = Math.Min(day.Last, _worker.EndBefore) - length;
        if (d < 6 && (_worker.Days[d + 1].IsFixed || !_worker.Days[d + 1].Off)) last = Math.Min(last, _worker.Days[d + 1].Opens - Grid.RestSlots - length);
        return Math.Max(day.First - 1, last);
    }

    private void Extend(int d, int given)
    {
        var day = _worker.Days[d];
        Array.Fill(_undominated, None);
        for (var run = 0; run < Runs; run++)
            for (var (rest, reached) = (0, None); rest < Rests; rest++)
            {
                // A state worth no more than one with no longer run and no more rest owed can lead nowhere better.
                reached = Math.Max(reached, _undominated[rest]);
                var at = State(run, rest, given);
                if (_best[d][at] <= reached) continue;
                reached = _undominated[rest] = _best[d][at];
                if (day.IsFixed) { if (run < _worker.MaxRun && day.FixedFrom >= day.Begin + rest) Reach(d, at, run + 1, RestOwed(d, day.FixedTo), given, 0, default); continue; }
                Reach(d, at, 0, 0, given, 0, default);
                if (!day.Off && run < _worker.MaxRun) Work(d, at, run, Math.Max(day.First, day.Begin + rest), given);
            }
    }

    private void Work(int d, int at, int run, int first, int given)
    {
        var last = Math.Min(_worker.Days[d].Last, _worker.EndBefore);
        var longest = Math.Min(_worker.LongestShift, _worker.MaxSlots - given);
        for (var length = _worker.ShortestShift; length <= longest; length++)
        {
            var free = LastFree(d, length);
            if (first <= free) Shift(_bestStart[length, first], 0);
            for (var start = Math.Max(first, free + 1); start <= last - length; start++) Shift(start, RestOwed(d, start + length));

            void Shift(int start, int rest) => Reach(d, at, run + 1, rest, given + length, Gain(start, length), new SlotSpan(start, start + length));
        }
    }

    private void Reach(int d, int at, int run, int rest, int given, int price, SlotSpan shift)
    {
        Steps++;
        var (to, value) = (State(run, rest, given), _best[d][at] + price);
        if (value <= _best[d + 1][to]) return;
        _best[d + 1][to] = value;
        _from[d + 1][to] = (at, shift);
    }

    /// <summary>How far into the next day rest from a shift that ends there lasts; nothing when no work can start before it ends anyway.</summary>
    private int RestOwed(int d, int end)
    {
        if (d == 6) return 0;
        var (next, rested) = (_worker.Days[d + 1], end + Grid.RestSlots);
        // Two fixed shifts were checked to the minute; slots would round them into each other.
        if (next.IsFixed ? _worker.Days[d].IsFixed : next.Off) return 0;
        return rested <= next.Opens ? 0 : Math.Min(Rests - 1, rested - next.Begin);
    }

    private (List<SlotSpan>, int)? Read()
    {
        var (best, at) = (None, -1);
        for (var run = 0; run < Runs; run++)
            for (var given = _worker.MinSlots; given <= _worker.MaxSlots && (run == 0 || run + _worker.RunAfter <= _worker.MaxRun); given++)
                if (_best[7][State(run, 0, given)] is var value && value > best) (best, at) = (value, State(run, 0, given));
        if (at < 0) return null;
        var shifts = new List<SlotSpan>();
        for (var d = 7; d > 0; d--)
        {
            var (previous, shift) = _from[d][at];
            if (shift.To > 0) shifts.Insert(0, shift);
            at = previous;
        }
        return (shifts, best);
    }

    private int Gain(int start, int length) => _sum[start + length] - _sum[start];

    private static int State(int run, int rest, int given) => (((run * Rests) + rest) * Givens) + given;
}
