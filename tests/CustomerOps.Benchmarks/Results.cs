using System.Globalization;
using System.Text;
using CustomerOps.Benchmarks.Measures;

namespace CustomerOps.Benchmarks;

/// <summary>The samples of all runs, and the table made of them.</summary>
internal sealed class Results(IReadOnlyList<Measure> measures)
{
    private readonly Dictionary<string, List<Sample>> _samples = measures.ToDictionary(m => m.Name, _ => new List<Sample>());

    public void Add(Measure measure, Sample sample) => _samples[measure.Name].Add(sample);

    public string Table()
    {
        var text = new StringBuilder("| measured | per second | p50 ms | p99 ms | rate against its floor |\n|---|---:|---:|---:|---|\n");
        foreach (var measure in measures)
        {
            var median = Sample.Median(_samples[measure.Name]);
            var shares = measure.Group == "loop" ? [] : measure.Floors.Select(floor => $"{Share(measure.Name, floor):P0} of {floor["floor: ".Length..]}");
            text.Append(CultureInfo.InvariantCulture, $"| {measure.Name} | {median.PerSecond:N0} | {median.P50:N2} | {median.P99:N2} | {string.Join("; ", shares)} |\n");
        }

        return text.ToString();
    }

    /// <summary>What issue 2 aims at, with what was measured; only what was measured in this call.</summary>
    public string Aims()
    {
        var lines = new List<(string Aim, string Measured, bool Met)>();
        if (Has(Catalogue.Create)) Add("create ≥ 25 % of the bare durable insert", Share(Catalogue.Create, Catalogue.Insert), 0.25);
        if (Has(Catalogue.Read)) Add("read ≥ 40 % of the bare JSON answer", Share(Catalogue.Read, Catalogue.OneJson), 0.40);
        foreach (var loop in (string[])[Loop.Event, Loop.Poll])
            if (Has(loop)) Below($"{loop}: p99 ≤ 250 ms", Sample.Median(_samples[loop]).P99, 250);
        if (Has(Clocks.Review)) Below("100,000 running clocks swept ≤ 10 s", Sample.Median(_samples[Clocks.Review]).P99, 10_000);
        if (Has(Clocks.Lateness)) Below("breach told p99 ≤ 5 s after it is due", Sample.Median(_samples[Clocks.Lateness]).P99, 5_000);
        foreach (var (direct, through) in Catalogue.Overheads)
            if (Has(through)) Below($"gateway overhead p50 ≤ 1 ms ({through})", Overhead(through, direct), 1);
        foreach (var way in (string[])[Entrance.ByKey, Entrance.ByCookie])
            if (Has(way)) Add($"≥ 80 % of the same for anybody ({way})", Share(way, Entrance.Anybody), 0.80);
        foreach (var (beside, alone) in ((string, string)[])[(Storm.Stormed, Storm.Quiet)])
            if (Has(beside)) Times($"{beside}: p99 ≤ 2 × alone", Sample.Median(_samples[beside].Zip(_samples[alone], (b, a) => b.P99 / a.P99)), 2);
        return "| aim | measured | |\n|---|---:|---|\n" + string.Concat(lines.Select(l => $"| {l.Aim} | {l.Measured} | {(l.Met ? "met" : "missed")} |\n"));

        void Add(string aim, double share, double least) => lines.Add((aim, share.ToString("P0", CultureInfo.InvariantCulture), share >= least));
        void Times(string aim, double times, double most) => lines.Add((aim, times.ToString("N2", CultureInfo.InvariantCulture) + " ×", times <= most));
        void Below(string aim, double milliseconds, double most) => lines.Add((aim, milliseconds.ToString("N2", CultureInfo.InvariantCulture) + " ms", milliseconds <= most));
    }

    private bool Has(string measure) => _samples.ContainsKey(measure);

    /// <summary>The median over the runs of what one run measured side by side.</summary>
    private double Share(string measure, string floor) => Sample.Median(_samples[measure].Zip(_samples[floor], (m, f) => m.PerSecond / f.PerSecond));

    private double Overhead(string through, string direct) => Sample.Median(_samples[through].Zip(_samples[direct], (t, d) => t.P50 - d.P50));
}
