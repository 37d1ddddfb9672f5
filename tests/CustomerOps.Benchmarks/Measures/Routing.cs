using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using CustomerOps.Testing.Stack;

namespace CustomerOps.Benchmarks.Measures;

/// <summary>
/// Tickets find people, with the real Staffing and forty people on shift: one at a time, from the request that opens it until it is given to somebody; and a backlog at once,
/// from the moment there is room, at so many decisions per second.
/// </summary>
internal static class Routing
{
    public const string Given = "ticket create → somebody has it", Drained = "routing decisions, a backlog of 2,000 drained";
    private const int People = 40, Backlog = 2_000, PerSecond = 20, Room = 1_000;
    private static readonly byte[] Assigned = "\"assignee\":{"u8.ToArray();
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static Measure[] All(Bench bench)
    {
        var staffed = new Lazy<Task>(() => Staff(bench));
        return
        [
            new("routing", Given, async time =>
            {
                await staffed.Value;
                await Limit(bench, Room);
                return await Load.Times(Math.Max(bench.Clients, (int)(PerSecond * time.TotalSeconds)), bench.Clients, _ => UntilGiven(bench));
            }),
            new("routing", Drained, async _ =>
            {
                await staffed.Value;
                return await Drain(bench);
            }),
        ];
    }

    private static async Task<long> UntilGiven(Bench bench)
    {
        var started = Stopwatch.GetTimestamp();
        var ticket = await bench.Open(TicketTexts.OfKnownCustomer());
        while ((await bench.Gateway.Get($"/api/v1/tickets/{ticket}")).AsSpan().IndexOf(Assigned) < 0)
        {
            if (Stopwatch.GetElapsedTime(started) > Patience) throw new TimeoutException($"Nobody was given ticket {ticket} within {Patience}.");
            await Task.Delay(5);
        }

        return Stopwatch.GetTimestamp() - started;
    }

    /// <summary>Nobody has room while the backlog comes in; then everybody has.</summary>
    private static async Task<Sample> Drain(Bench bench)
    {
        await bench.Settle();
        await Limit(bench, 0);
        await Parallel.ForAsync(0, Backlog, new ParallelOptions { MaxDegreeOfParallelism = bench.Clients }, async (_, _) => await bench.Open(TicketTexts.OfKnownCustomer()));
        await bench.Settle();
        var started = (Clock: Stopwatch.StartNew(), At: DateTimeOffset.UtcNow);
        await Limit(bench, Room);
        await using var database = bench.Stack.Database("ticketing");
        await using var waiting = database.CreateCommand("select count(*) from tickets where assignee_id is null and state in ('new', 'open')");
        while ((long)(await waiting.ExecuteScalarAsync())! > 0)
        {
            if (started.Clock.Elapsed > Patience) throw new TimeoutException($"The backlog was not given out within {Patience}.");
            await Task.Delay(20);
        }

        var took = started.Clock.Elapsed;
        await using var decided = database.CreateCommand("select at from routing_decisions where at >= $1");
        decided.Parameters.Add(new() { Value = started.At });
        await using var rows = await decided.ExecuteReaderAsync();
        List<long> ticks = [];
        while (await rows.ReadAsync()) ticks.Add((long)((rows.GetFieldValue<DateTimeOffset>(0) - started.At).TotalSeconds * Stopwatch.Frequency));
        return Sample.Of([ticks], took);
    }

    private static async Task Limit(Bench bench, int each)
    {
        using var manager = bench.Manager();
        await manager.Put("/api/v1/routing-rules", Json(new { limits = new { email = each, phone = each, chat = each, social = each, web = each, store = each }, handsOverAtShiftEnd = Array.Empty<string>() }));
    }

    private static async Task Staff(Bench bench)
    {
        using var manager = bench.Manager();
        var from = DateTimeOffset.UtcNow.AddMinutes(-10);
        for (var i = 0; i < People; i++)
        {
            var person = JsonNode.Parse(await manager.Post("/api/v1/organisation/people", Json(new { name = $"Person {i}", email = $"person-{i}-{Guid.NewGuid():n}@nordlys.example", language = "en", roles = new[] { "agent" }, branches = new[] { ServiceStack.Morning } })))!["id"]!.GetValue<Guid>();
            await Known(manager, person);
            await manager.Post("/api/v1/shifts", Json(new { personId = person, startsAt = from, endsAt = from.AddHours(8) }));
        }
    }

    /// <summary>Staffing and Ticketing hear of a new person by an event.</summary>
    private static async Task Known(Api manager, Guid person)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await manager.Get($"/api/v1/people/{person}");
                await manager.Get($"/api/v1/routing-people/{person}");
                return;
            }
            catch (InvalidOperationException) when (tries < 300) { await Task.Delay(100); }
        }
    }

    private static byte[] Json(object body) => Encoding.UTF8.GetBytes(System.Text.Json.JsonSerializer.Serialize(body));
}
