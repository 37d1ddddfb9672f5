using Npgsql;
using Shouldly;

namespace CustomerOps.Ticketing.Tests.Routing.Week;

/// <summary>What must hold after every event, worked out anew from the database and the simulated rota, by none of the code that routes.</summary>
internal sealed class Invariants(NpgsqlDataSource database, IReadOnlyList<Worker> workers, IReadOnlyDictionary<string, (string Skill, int Level)> skills, IReadOnlyDictionary<string, int> limits)
{
    private readonly HashSet<Guid> _decisions = [];

    public int Decisions => _decisions.Count;

    public async Task Hold(DateTimeOffset now, bool mayWait)
    {
        var carried = await Carried();
        foreach (var ((person, channel), open) in carried) open.ShouldBeLessThanOrEqualTo(limits[channel], $"{Name(person)} carries {open} of {channel} at {now:u}");
        await OnlyWhoIsOnDuty(now);
        if (mayWait) return;
        foreach (var ticket in await Waiting())
        {
            var idle = workers.FirstOrDefault(w => w.IsOnDuty(now) && w.Rank >= ticket.Tier && !(ticket.DeclinedBy == w.Id && ticket.DeclinedUntil > now)
                && (!skills.TryGetValue(ticket.Queue, out var need) || w.Skills.GetValueOrDefault(need.Skill) >= need.Level) && carried.GetValueOrDefault((w.Id, ticket.Channel)) < limits[ticket.Channel]);
            idle.ShouldBeNull($"A ticket of {ticket.Queue} by {ticket.Channel} waits at {now:u} since {ticket.QueuedAt:u} while {idle?.Name} could have it");
        }
    }

    private async Task OnlyWhoIsOnDuty(DateTimeOffset now)
    {
        await using var command = database.CreateCommand("select id, person_id from routing_decisions where at = $1");
        command.Parameters.Add(new() { Value = now });
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            if (_decisions.Add(rows.GetGuid(0))) workers.Single(w => w.Id == rows.GetGuid(1)).IsOnDuty(now).ShouldBeTrue($"{Name(rows.GetGuid(1))} was given a ticket off shift at {now:u}");
    }

    private async Task<Dictionary<(Guid, string), int>> Carried()
    {
        await using var command = database.CreateCommand("select assignee_id, channel, count(*)::int from tickets where assignee_id is not null and state = 'open' group by 1, 2");
        await using var rows = await command.ExecuteReaderAsync();
        var carried = new Dictionary<(Guid, string), int>();
        while (await rows.ReadAsync()) carried[(rows.GetGuid(0), rows.GetString(1))] = rows.GetInt32(2);
        return carried;
    }

    private async Task<List<Row>> Waiting()
    {
        await using var command = database.CreateCommand("select queue, channel, tier, queued_at, declined_by, declined_until from tickets where assignee_id is null and state in ('new', 'open')");
        await using var rows = await command.ExecuteReaderAsync();
        var waiting = new List<Row>();
        while (await rows.ReadAsync())
            waiting.Add(new(rows.GetString(0), rows.GetString(1), rows.GetInt16(2), rows.GetFieldValue<DateTimeOffset>(3), await rows.IsDBNullAsync(4) ? null : rows.GetGuid(4), await rows.IsDBNullAsync(5) ? null : rows.GetFieldValue<DateTimeOffset>(5)));
        return waiting;
    }

    private string Name(Guid person) => workers.Single(w => w.Id == person).Name;

    private sealed record Row(string Queue, string Channel, int Tier, DateTimeOffset QueuedAt, Guid? DeclinedBy, DateTimeOffset? DeclinedUntil);
}
