using System.Reflection;
using System.Text.Json;
using CustomerOps.Ticketing.Patterns;
using CustomerOps.Ticketing.Tests.Door;
using Npgsql;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.SharedData;

/// <summary>Bursts planted in a bank's customer questions (77 concerns, all about accounts and cards), stemmed by the real dictionaries.</summary>
[Collection(DoorCollection.Name)]
public sealed class ProblemRadarTests(TicketingStack door)
{
    private const int ADay = 150, Days = 7, Burst = 20, Rounds = 20;
    private static readonly string s_file = Path.Combine(typeof(ProblemRadarTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "SharedData").Value!, "questions", "banking77-train.csv");
    private static readonly DateTimeOffset Start = new(2026, 11, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_planted_burst_is_seen_early_with_the_right_tickets_and_ordinary_days_show_nothing()
    {
        var questions = await Questions();
        var (seen, first, right, wrong, missed, chance) = (0, new List<int>(), 0, 0, 0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(round);
            var (stream, planted) = Stream(questions, random, round % 4 == 3 ? 0 : Burst);
            var looks = RisingGroups.Look(stream, Start.AddDays(Days)).ToList();
            var rising = looks.Where(n => n.Rise is not null).ToList();
            var members = rising.Select(n => (n.Ticket.TicketId, All: n.Recent.Select(r => r.TicketId).Append(n.Ticket.TicketId).ToHashSet())).ToList();
            if (members.Any(m => m.All.Count(planted.Contains) * 2 <= m.All.Count)) chance++;
            var group = members.Where(m => m.All.Count(planted.Contains) * 2 > m.All.Count).ToList();
            if (planted.Count == 0 || group.Count == 0) continue;
            seen++;
            first.Add(stream.TakeWhile(t => t.TicketId != group[0].TicketId).Count(t => planted.Contains(t.TicketId)) + 1);
            var told = group.SelectMany(g => g.All).ToHashSet();
            // Who says it while it lasts joins, as in the product.
            foreach (var late in looks.SkipWhile(n => n.Ticket.TicketId != group[0].TicketId).Where(n => n.Elevated && n.Recent.Count(r => told.Contains(r.TicketId)) >= 2)) told.Add(late.Ticket.TicketId);
            right += told.Count(planted.Contains);
            wrong += told.Count(t => !planted.Contains(t));
            missed += planted.Count - told.Count(planted.Contains);
        }

        var (precision, recall) = (right / (double)(right + wrong), right / (double)(right + missed));
        TestContext.Current.TestOutputHelper?.WriteLine($"seen {seen} of 15, after {first.Order().ElementAt(first.Count / 2)} of {Burst}, precision {precision:0.00}, recall {recall:0.00}, other groups in {chance} of {Rounds} days");
        seen.ShouldBeGreaterThanOrEqualTo(14);
        first.Order().ElementAt(first.Count / 2).ShouldBeLessThanOrEqualTo(12);
        precision.ShouldBeGreaterThan(0.8);
        recall.ShouldBeGreaterThan(0.65);
        chance.ShouldBeLessThanOrEqualTo(2);
    }

    private async Task<(string[] Words, string Concern)[]> Questions()
    {
        (string Text, string Concern)[] lines = [.. (await File.ReadAllLinesAsync(s_file)).Skip(1).Select(l => l.LastIndexOf(',') is var comma && comma > 0 ? (l[..comma], l[(comma + 1)..]) : default).Where(l => l.Item1 is not null)];
        await using var database = door.Stack.Database("ticketing");
        await using var command = database.CreateCommand("select json_agg(tsvector_to_array(to_tsvector(dictionary_of('en'), q)) order by n)::text from unnest($1::text[]) with ordinality x (q, n)");
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. lines.Select(l => l.Text)] });
        var words = JsonSerializer.Deserialize<string[][]>((string)(await command.ExecuteScalarAsync())!)!;
        return [.. lines.Select((l, i) => (words[i], l.Concern))];
    }

    /// <summary>A week and a day of questions, common concerns and rare ones, with many of one concern within two hours of the last day.</summary>
    private static (List<Wordbag> Stream, HashSet<Guid> Planted) Stream((string[] Words, string Concern)[] questions, Random random, int burst)
    {
        var concerns = questions.GroupBy(q => q.Concern).Select(g => (Share: Math.Pow(random.NextDouble(), 2), Questions: g.ToArray())).ToArray();
        var sum = concerns.Sum(c => c.Share);
        List<Wordbag> stream = [];
        for (var i = 0; i < ADay * (Days + 1); i++)
        {
            var (at, place) = (random.NextDouble() * sum, 0);
            while ((at -= concerns[place].Share) > 0 && place < concerns.Length - 1) place++;
            stream.Add(Ticket(random.NextDouble() * (Days + 1) * 24, concerns[place].Questions[random.Next(concerns[place].Questions.Length)].Words));
        }

        var (concern, from) = (concerns[random.Next(concerns.Length)], (Days * 24) + (random.NextDouble() * 20));
        List<Wordbag> planted = [.. Enumerable.Range(0, burst).Select(_ => Ticket(from + (random.NextDouble() * 2), concern.Questions[random.Next(concern.Questions.Length)].Words))];
        return ([.. stream.Concat(planted).OrderBy(t => t.At)], [.. planted.Select(t => t.TicketId)]);
    }

    private static Wordbag Ticket(double hours, string[] words) => new(Guid.NewGuid(), Start.AddHours(hours), words);
}
