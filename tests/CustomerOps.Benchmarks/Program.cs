using System.Globalization;
using CustomerOps.Benchmarks;
using CustomerOps.Benchmarks.Measures;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (Options.Read(args) is not { } options)
{
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

try
{
    Console.Error.WriteLine("starting PostgreSQL, RabbitMQ, Redis and the services, opening tickets");
    await using var bench = await Bench.Start(options.Clients, options.Tickets);
    Measure[] measures = [.. Catalogue.All(bench).Where(m => options.Only is null || m.Group == options.Only).Where(m => m.Name.Contains(options.Measure ?? "", StringComparison.Ordinal))];
    var results = new Results(measures);
    // Once without counting: everything is compiled and cached then.
    for (var run = 0; run <= options.Runs; run++)
    {
        foreach (var measure in measures)
        {
            var sample = await measure.Once(run == 0 ? TimeSpan.FromSeconds(options.Warm) : options.Time);
            await bench.Settle();
            if (run > 0) results.Add(measure, sample);
            Console.Error.WriteLine($"{(run == 0 ? "warm-up" : $"run {run} of {options.Runs}"),-12} {measure.Name,-75} {sample.PerSecond,9:N0} /s {sample.P50,8:N2} ms {sample.P99,8:N2} ms");
        }
    }

    Console.WriteLine($"{await Surroundings.Describe(bench.Servers)}; {options.Clients} clients, {options.Tickets:N0} tickets where many are, {options.Runs} runs of {options.Seconds} s, medians\n");
    Console.WriteLine(results.Table());
    Console.WriteLine(results.Aims());
    return 0;
}
catch (Exception problem) when (problem is InvalidOperationException or TimeoutException or OperationCanceledException)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}
