using System.Text.Json;
using System.Text.Json.Serialization;
using CustomerOps.Ticketing.Tickets;
using NodaTime;

namespace CustomerOps.Ticketing.Sla.Clocks;

/// <summary>A ticket's clocks as they are stored; moments and durations in milliseconds. Clocks that never ran are left out.</summary>
internal sealed record StoredBook(
    long AsOf, long Since, string State, string Queue, Guid Policy, Guid Calendar, Priority Priority, IReadOnlyList<StoredBook.StoredClock> Clocks)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    internal sealed record StoredClock(string Metric, int Run, long Begun, long Elapsed, long? Ended, long? Warned, long? Breached, int Given);

    public static string Write(ClockBook book) => JsonSerializer.Serialize(new StoredBook(
        book.AsOf.ToUnixTimeMilliseconds(), book.InStateSince.ToUnixTimeMilliseconds(), Kebab<TicketState>.Of(book.State), book.Queue, book.Terms.PolicyVersionId, book.Terms.CalendarVersionId, book.Terms.Priority,
        [.. book.Clocks.Where(c => c.Run > 0).Select(c => new StoredClock(
            Kebab<Metric>.Of(c.Metric), c.Run, Write(c.BegunAt)!.Value, (long)c.Elapsed.TotalMilliseconds, Write(c.EndedAt), Write(c.WarnedAt), Write(c.BreachedAt), c.Given))]), s_json);

    public static ClockBook Read(string json)
    {
        var stored = JsonSerializer.Deserialize<StoredBook>(json, s_json)!;
        var clocks = Enum.GetValues<Metric>().Select(m => new Clock(m)).ToArray();
        foreach (var c in stored.Clocks)
        {
            var metric = Kebab<Metric>.Stored(c.Metric);
            clocks[(int)metric] = new Clock(metric)
            {
                Run = c.Run, BegunAt = Moment(c.Begun), Elapsed = Duration.FromMilliseconds(c.Elapsed), EndedAt = Read(c.Ended), WarnedAt = Read(c.Warned), BreachedAt = Read(c.Breached), Given = c.Given,
            };
        }

        return new(Moment(stored.AsOf), Kebab<TicketState>.Stored(stored.State), stored.Queue, new TermsRef(stored.Policy, stored.Calendar, stored.Priority), clocks) { InStateSince = Moment(stored.Since) };
    }

    private static long? Write(Instant? at) => at?.ToUnixTimeMilliseconds();

    private static Instant? Read(long? at) => at is { } milliseconds ? Moment(milliseconds) : null;

    private static Instant Moment(long milliseconds) => Instant.FromUnixTimeMilliseconds(milliseconds);
}
