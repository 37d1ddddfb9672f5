using System.Diagnostics;
using System.Text;
using CustomerOps.Testing.Stack;

namespace CustomerOps.Benchmarks.Measures;

/// <summary>
/// Mails handed in by SMTP, each client on one line: every one is parsed, confirmed by the broker, answered with 250 and becomes a ticket. The times are
/// those until the 250; the rate counts until the last ticket is committed.
/// </summary>
internal static class MailIn
{
    public const string Taken = "mail by SMTP → 250, and every one a ticket";
    private const string Mailbox = "support@nordlys.example";

    public static Measure[] All(Bench bench) =>
    [
        new("mail", "floor: publish, confirm, consume (beside mail)", bench.Broker.PublishAndConsume),
        new("mail", Taken, time => HandIn(bench, time), "floor: publish, confirm, consume (beside mail)"),
    ];

    private static async Task<Sample> HandIn(Bench bench, TimeSpan time)
    {
        await using var mail = await MailService.Start(bench.Stack.Bus, $$"""{"{{Mailbox}}":"{{bench.Stack.Organisation("nordlys")}}"}""");
        var callers = await Task.WhenAll(Enumerable.Range(0, bench.Clients).Select(_ => SmtpCaller.Call(mail.SmtpPort)));
        var (before, handed, clock) = (await Mails(bench), 0, Stopwatch.StartNew());
        var sample = await Load.For(time, bench.Clients, async client =>
        {
            var answer = await callers[client].HandIn(Letter(), Mailbox);
            if (answer != 250) throw new InvalidOperationException($"A mail was answered with {answer}.");
            Interlocked.Increment(ref handed);
        });
        while (await Mails(bench) < before + handed)
        {
            if (clock.Elapsed > time + TimeSpan.FromMinutes(3)) throw new TimeoutException("Not every mail became a ticket within three minutes.");
            await Task.Delay(20);
        }

        foreach (var caller in callers) caller.Dispose();
        return sample with { PerSecond = handed / clock.Elapsed.TotalSeconds };
    }

    private static async Task<long> Mails(Bench bench)
    {
        await using var ticketing = bench.Stack.Database("ticketing");
        await using var count = ticketing.CreateCommand("select count(*) from mails where ticket_id is not null");
        return (long)(await count.ExecuteScalarAsync())!;
    }

    /// <summary>One of a thousand customers writes 1.2 kB.</summary>
    private static byte[] Letter() => Encoding.ASCII.GetBytes(
        $"From: Anna Berg <customer-{Random.Shared.Next(1_000)}@example.com>\r\nTo: {Mailbox}\r\nSubject: The parcel has not arrived\r\nMessage-ID: <{Guid.NewGuid()}@example.com>\r\n"
        + "Date: Sun, 22 Nov 2026 08:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        + string.Concat(Enumerable.Repeat("Hello, I ordered a pair of shoes two weeks ago and the parcel has not arrived yet. Could you please find out where it is?\r\n", 8)));
}
