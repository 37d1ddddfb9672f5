using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerOps.Contracts;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace CustomerOps.Benchmarks.Measures;

/// <summary>
/// A hundred thousand running clocks: how long until all go by other rules after a policy was changed (with the version of each stored and its deadline
/// set anew), and how late breaches are told meanwhile and afterwards, measured at a queue on the broker.
/// </summary>
internal static class Clocks
{
    public const string Review = "policy changed → all of 100,000 running clocks go by it", Lateness = "breach due → told on the broker, beside 100,000 running clocks";
    private const int Running = 100_000, Target = 15;
    private const string Alarmed = "ticketing.sla-clock-alarmed.v1";
    private static bool s_seeded;

    public static Measure[] All(Bench bench) =>
    [
        new("sla", Review, _ => ChangePolicy(bench)),
        new("sla", Lateness, time => Breach(bench, time)),
    ];

    private static async Task<Sample> ChangePolicy(Bench bench)
    {
        await Seed(bench);
        await using var database = bench.Stack.Database("ticketing");
        // The version that nearly all go by; tickets of other policies are not meant.
        await using var most = database.CreateCommand("select book ->> 'policy' from ticket_clocks where live group by 1 order by count(*) desc limit 1");
        var before = (string)(await most.ExecuteScalarAsync())!;
        var clock = Stopwatch.StartNew();
        var minutes = 1_000 + Random.Shared.Next(100_000);
        using var manager = bench.Manager();
        var targets = ((string[])["low", "normal", "high", "urgent"]).Select(priority => new { priority, firstResponseMinutes = minutes, resolutionMinutes = minutes + 1 });
        await manager.Put("/api/v1/sla-policy", JsonSerializer.SerializeToUtf8Bytes(new { targets }));
        await using var left = database.CreateCommand($"select count(*) from ticket_clocks where live and book ->> 'policy' = '{before}'");
        while ((long)(await left.ExecuteScalarAsync())! > 0)
        {
            if (clock.Elapsed > TimeSpan.FromMinutes(3)) throw new TimeoutException("The running clocks were not all reviewed within three minutes.");
            await Task.Delay(100);
        }

        return new(Running / clock.Elapsed.TotalSeconds, clock.Elapsed.TotalMilliseconds, clock.Elapsed.TotalMilliseconds);
    }

    private static async Task<Sample> Breach(Bench bench, TimeSpan time)
    {
        await Seed(bench);
        using var manager = bench.Manager();
        var tag = $"b{Guid.NewGuid():n}"[..12];
        await manager.Post("/api/v1/sla-policies", JsonSerializer.SerializeToUtf8Bytes(new { name = tag, conditions = new { tags = (string[])[tag] }, targets = new[] { new { metric = "first-response", seconds = Target, time = "calendar" } } }));
        await using var connection = await new ConnectionFactory { Uri = new Uri(bench.Stack.Bus) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var queue = await channel.QueueDeclareAsync();
        await channel.QueueBindAsync(queue.QueueName, Exchanges.Events, Alarmed);
        var (late, gate) = (new List<long>(), new Lock());
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            var due = JsonNode.Parse(message.Body.Span)!["data"]!["alarmedAt"]!.GetValue<DateTimeOffset>();
            lock (gate) late.Add((long)((DateTimeOffset.UtcNow - due).TotalSeconds * Stopwatch.Frequency));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer);
        var body = JsonSerializer.SerializeToUtf8Bytes(new { channel = "web", subject = "Promise", body = "Hello?", requester = new { email = "promised@example.com" }, tags = (string[])[tag] });
        var clock = Stopwatch.StartNew();
        var opened = 0;
        await Load.For(time, 4, async _ => { await bench.Open(body); Interlocked.Increment(ref opened); }, TimeSpan.FromMilliseconds(30));
        while (true)
        {
            lock (gate) if (late.Count >= opened) break;
            if (clock.Elapsed > time + TimeSpan.FromMinutes(2)) throw new TimeoutException($"Of {opened} breaches {late.Count} were told within two minutes.");
            await Task.Delay(50);
        }

        return Sample.Of([late], clock.Elapsed);
    }

    /// <summary>Copies of one ticket, its clocks and its facts.</summary>
    private static async Task Seed(Bench bench)
    {
        if (s_seeded) return;
        var ticket = bench.AnyTicket().Split('/')[^1];
        await using var database = bench.Stack.Database("ticketing");
        await using var seed = database.CreateCommand($"""
            create temp table copies as select gen_random_uuid() as id, n from generate_series(1, {Running}) n;
            do $$ declare part record; columns text; taken text; begin
                for part in select * from (values ('tickets', 'id'), ('ticket_clocks', 'id'), ('clock_facts', 'ticket_id')) t (name, key) loop
                    select string_agg(quote_ident(column_name), ', '), string_agg(case column_name when part.key then 'copies.id' when 'number' then '10000000 + copies.n' else 't.' || quote_ident(column_name) end, ', ')
                    into columns, taken from information_schema.columns where table_name = part.name and is_generated = 'NEVER';
                    execute format('insert into %I (%s) select %s from %I t, copies where t.%I = %L', part.name, columns, taken, part.name, part.key, '{ticket}');
                end loop;
            end $$;
            analyze tickets; analyze ticket_clocks;
            """);
        seed.CommandTimeout = 600;
        await seed.ExecuteNonQueryAsync();
        s_seeded = true;
    }
}
