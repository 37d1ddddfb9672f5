using CustomerOps.Contracts.Identity;
using CustomerOps.Contracts.Staffing;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Routing;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CustomerOps.Ticketing.Tests.Routing.Week;

/// <summary>
/// A week of a support team, event by event: contacts on several channels at any hour, random shifts, sick calls, new skills, solutions, customers who come back, people who give
/// tickets back, messages that never arrive, processes that die in the middle and start again. The same seed is the same week.
/// </summary>
internal sealed class SimulatedWeek : IAsyncDisposable
{
    public static readonly DateTimeOffset Monday = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] s_due = ["drain-queues", "hand-over", "review-keeper", "idle-end"];
    private static readonly Dictionary<string, int> s_limits = new() { ["email"] = 3, ["phone"] = 1, ["chat"] = 2, ["social"] = 2, ["web"] = 3, ["store"] = 1 };
    private readonly Guid _tenant = Guid.CreateVersion7();
    private readonly SimulatedClock _clock = new(Monday);
    private readonly PriorityQueue<Func<Task>, DateTimeOffset> _events = new();
    private readonly Random _random;
    private readonly string _owner;
    private readonly NpgsqlDataSource _database;
    private readonly List<Worker> _workers = [];
    private readonly Invariants _invariants;
    private TicketingCore _core;
    private DateTimeOffset _blindUntil;
    private long _number = 1_000;

    public SimulatedWeek(int seed, string owner)
    {
        (_random, _owner, _database) = (new Random(seed), owner, NpgsqlDataSource.Create(owner));
        for (var i = 0; i < 8; i++)
        {
            var (tier, role) = i < 5 ? ("representative", "agent") : i < 7 ? ("senior", "senior") : ("specialist", "specialist");
            var worker = new Worker(Guid.CreateVersion7(), $"Worker {i}", tier, role);
            if (i % 2 == 0) worker.Skills["returns"] = 1 + (i % 3);
            _workers.Add(worker);
        }

        _invariants = new(_database, _workers, new Dictionary<string, (string, int)> { ["returns-desk"] = ("returns", 2) }, s_limits);
        _core = new(owner, _tenant, _clock, new SimulatedStaffing(_clock, _workers));
    }

    public int Given => _invariants.Decisions;
    public int Arrived { get; private set; }
    public int Deaths { get; private set; }
    public int Lost { get; private set; }
    public int SickCalls { get; private set; }
    public int Events { get; private set; }

    public async Task Run(int contacts)
    {
        await SetUp();
        PlanShifts();
        for (var i = 0; i < contacts; i++) At(_random.NextDouble() < 0.8 ? Daytime() : Monday.AddMinutes(_random.NextDouble() * 7 * 1440), Contact);
        for (var i = 0; i < contacts * 3 / 2; i++) At(Daytime(), Work);
        for (var i = 0; i < 6; i++) At(Daytime(), Sick);
        for (var i = 0; i < 4; i++) At(Daytime(), Learn);
        for (var i = 0; i < 3; i++) At(Daytime(), Restart);
        while (_events.TryDequeue(out var happens, out var at))
        {
            await DueUntil(at);
            _clock.Now = at;
            await happens();
            Events++;
            await DueUntil(at);
            await _invariants.Hold(at, mayWait: at < _blindUntil);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _core.DisposeAsync();
        await _database.DisposeAsync();
    }

    private void At(DateTimeOffset at, Func<Task> happens) => _events.Enqueue(happens, new(at.Ticks - (at.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero));

    private DateTimeOffset Daytime() => Monday.AddDays(_random.Next(7)).AddHours(8 + (_random.NextDouble() * 10));

    private async Task SetUp()
    {
        await _core.Tell<OrganisationUpserted, Organisations.KnowOrganisation>(new OrganisationUpserted(_tenant, "week", "Week", "UTC", ["en"], []));
        foreach (var worker in _workers) await _core.Tell<PersonUpserted, Organisations.KnowPerson>(new PersonUpserted(worker.Id, worker.Name, $"{worker.Id:n}@example.com", "en", [worker.Role], [], true));
        await _core.Do(async (db, _) =>
        {
            var rules = RoutingRules.Usual();
            rules.Set(new Limits(s_limits["email"], s_limits["phone"], s_limits["chat"], s_limits["social"], s_limits["web"], s_limits["store"]), [Channel.Phone, Channel.Chat]);
            db.Add(rules);
            var desk = TicketQueue.Usual("returns-desk");
            desk.Set("Returns", Reopening.Reopen, null, true, 28, false);
            desk.Serve(Strategy.RoundRobin, [new RequiredSkill("returns", 2)], null, 120);
            db.Add(desk);
            var first = RoutingPerson.Of(_workers[0].Id);
            first.Set(Limits.None, _workers[1].Id);
            db.Add(first);
            await Task.CompletedTask;
            return 0;
        });
    }

    private void PlanShifts()
    {
        foreach (var worker in _workers)
            for (var day = 0; day < 7; day++)
            {
                if (_random.NextDouble() < 0.3) continue;
                var from = Monday.AddDays(day).AddHours(7 + _random.Next(4));
                var to = from.AddHours(6 + _random.Next(3));
                worker.Shifts.Add((from, to));
                At(from, () => Hear<ShiftStarted, DrainAtShiftStart>(new ShiftStarted(Guid.CreateVersion7(), worker.Id, worker.Name, worker.Tier, [.. worker.Skills.Keys], ["en"], from, to), mayBeLost: true));
                At(to, () => Hear<ShiftEnded, HandOverAtShiftEnd>(new ShiftEnded(Guid.CreateVersion7(), worker.Id, to)));
            }
    }

    private async Task Hear<TEvent, THandler>(TEvent told, bool mayBeLost = false) where THandler : class, Messaging.Inbox.IEventHandler<TEvent>
    {
        if (mayBeLost && _random.NextDouble() < 0.1)
        {
            // Nobody hears of it: the look that is planned in any case finds out.
            (Lost, _blindUntil) = (Lost + 1, _clock.Now.AddMinutes(16));
            return;
        }

        await _core.Tell<TEvent, THandler>(told);
    }

    private async Task Contact()
    {
        Arrived++;
        var channel = (Channel)_random.Next(6);
        var (priority, toDesk, tier) = ((Priority)_random.Next(4), _random.NextDouble() < 0.25, _random.NextDouble() < 0.1 ? Tier.Senior : Tier.Representative);
        await _core.Do(async (db, services) =>
        {
            var customer = await db.Meet($"c{++_number}@example.com", "Customer", "en", null, _clock.Now);
            var contact = new Contact(_number, customer, channel, Origin.Contact, "Question", "en", priority, tier, Queue: toDesk ? "returns-desk" : null);
            return db.Open(contact, Author.Of(customer), Visibility.Public, "Hello", await services.GetRequiredService<SlaRulebook>().For(db, default), _clock.Now);
        });
    }

    /// <summary>Somebody on duty gets on with one of theirs: solves it, waits for the customer, gives it back; or a customer comes back.</summary>
    private async Task Work() => await _core.Do(async (db, services) =>
    {
        Guid[] here = [.. _workers.Where(w => w.IsOnDuty(_clock.Now)).Select(w => w.Id)];
        var dice = _random.NextDouble();
        var states = dice < 0.15 ? new[] { TicketState.Solved, TicketState.Pending } : [TicketState.Open];
        var some = await db.Tickets.Include(t => t.Customer).Where(t => t.AssigneeId != null && states.Contains(t.State) && (dice < 0.15 || here.Contains(t.AssigneeId.Value))).OrderBy(t => t.Number).ToListAsync();
        if (some.Count == 0) return 0;
        var ticket = some[_random.Next(some.Count)];
        var rules = await services.GetRequiredService<SlaRulebook>().For(db, default);
        if (ticket.State == TicketState.Solved) await db.OpenAgain(ticket, _clock.Now, default);
        else if (ticket.State == TicketState.Pending) db.Add(ticket.Say(Author.Of(ticket.Customer), Visibility.Public, "Here it is", _clock.Now));
        else if (dice < 0.25) ticket.Wait(TicketState.Pending, "asked", rules, _clock.Now);
        else if (dice < 0.30 && ticket.AssigneeId is var before && ticket.Release(_clock.Now)) ticket.Decline(before, _clock.Now);
        else if (ticket.AssigneeId is { } solver) await db.Solve(ticket, "done", new Author(AuthorKind.Staff, solver, "Worker"), _clock.Now, default);
        return 0;
    });

    private async Task Sick()
    {
        if (_workers.Where(w => w.IsOnDuty(_clock.Now)).OrderBy(_ => _random.Next()).FirstOrDefault() is not { } worker) return;
        (worker.Away, SickCalls) = (true, SickCalls + 1);
        At(_clock.Now.AddHours(1 + (_random.NextDouble() * 30)), async () =>
        {
            worker.Away = false;
            await Hear<PersonReturned, DrainAtReturn>(new PersonReturned(worker.Id, _clock.Now), mayBeLost: true);
        });
        await Hear<PersonAbsent, HandOverAbsent>(new PersonAbsent(worker.Id, _clock.Now, null, true));
    }

    private Task Learn()
    {
        var worker = _workers[_random.Next(_workers.Count)];
        worker.Skills["returns"] = 3;
        return Hear<PersonQualified, DrainAtSkill>(new PersonQualified(worker.Id, worker.Tier, [new QualifiedSkill("returns", 3)], ["en"]));
    }

    private async Task Restart()
    {
        Deaths++;
        await _core.DisposeAsync();
        _core = new(_owner, _tenant, _clock, new SimulatedStaffing(_clock, _workers));
    }

    /// <summary>Everything of routing that falls due until then, in order; now and then the process dies in the middle and another goes on.</summary>
    private async Task DueUntil(DateTimeOffset until)
    {
        while (await Next(until) is var (id, name, body, due))
        {
            if (due > _clock.Now) _clock.Now = due;
            var dies = _random.NextDouble() < 0.003;
            await _core.Deliver(id, name, body, dies);
            if (dies) await Restart();
        }
    }

    private async Task<(Guid, string, string, DateTimeOffset)?> Next(DateTimeOffset until)
    {
        await using var command = _database.CreateCommand("select id, name, body, due_at from due_messages where name = any($1) and due_at <= $2 order by due_at, id limit 1");
        command.Parameters.Add(new() { Value = s_due });
        command.Parameters.Add(new() { Value = until });
        await using var rows = await command.ExecuteReaderAsync();
        return await rows.ReadAsync() ? (rows.GetGuid(0), rows.GetString(1), rows.GetString(2), rows.GetFieldValue<DateTimeOffset>(3)) : null;
    }
}
