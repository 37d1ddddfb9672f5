using CustomerOps.Messaging.Due;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Routing;

/// <summary>
/// Gives what waits to who is on shift, able and has room. It stops when nobody has room or everything was looked at; what still waits is looked at again
/// when something happens, and after a while in any case.
/// </summary>
internal sealed class GiveOut(TicketingDb db, AskStaffing staffing, RoutingLooks looks, SlaRulebook rulebook, TimeProvider time, ILogger<GiveOut> log) : IDueBatchHandler<DrainQueues>
{
    private const int AtOnce = 500, MostRounds = 40, MostGiven = 200;
    private IReadOnlyList<OnDuty>? _onDuty;
    private bool _waits;

    public async Task Prepare(IReadOnlyList<DrainQueues> messages, CancellationToken cancellationToken)
    {
        await rulebook.For(db, cancellationToken);
        _waits = await db.Tickets.IgnoreAutoIncludes().AwaitPerson().AnyAsync(cancellationToken);
        _onDuty = _waits ? await staffing.Who(db.Tenant.Required, cancellationToken) : null;
    }

    public async Task Handle(IReadOnlyList<DrainQueues> messages, CancellationToken cancellationToken)
    {
        if (!_waits) return;
        await db.LockRouting(cancellationToken);
        if (_onDuty is null) { await looks.AskAgain(cancellationToken); return; }
        var now = time.Now();
        var roster = await db.Roster(_onDuty, now, cancellationToken);
        var turns = await db.Turns(cancellationToken);
        var dispatch = new Dispatch(roster.Desks, roster.Substitutes, turns, now);
        var rules = await rulebook.For(db, cancellationToken);
        var round = new Round(dispatch, roster, rules, now);
        QueuedTicket? last = null;
        for (var rounds = 0; rounds < MostRounds && dispatch.HasRoom && round.Given.Count < MostGiven; rounds++)
        {
            var some = await db.NextWaiting(last, AtOnce, cancellationToken);
            foreach (var ticket in some.TakeWhile(_ => dispatch.HasRoom && round.Given.Count < MostGiven)) round.Look(ticket);
            if (some.Count < AtOnce) break;
            last = some[^1];
        }

        await Store(round, now, cancellationToken);
        await looks.LookAgain(round.NextEnd, round.Given.Count > 0 || messages.Any(m => m.Planned is null), cancellationToken);
        if (round.Given.Count > 0) log.LogInformation("{Count} tickets were given to people", round.Given.Count);
    }

    private async Task Store(Round round, DateTimeOffset now, CancellationToken ct)
    {
        if (round.Given.Count == 0) return;
        // What was moved, handed up or tagged since it was looked at may be for somebody else.
        Ticket[] held = [.. (await db.Hold([.. round.Given.Keys], ct)).Where(t => t.Version == round.Given[t.Id].Ticket.Version).OrderBy(t => t.Id)];
        foreach (var ticket in held)
        {
            var (_, desk, choice) = round.Given[ticket.Id];
            ticket.AssignTo(desk.Person.Id, desk.Person.Name, now);
            db.Add(new Decision(ticket.Id, desk.Person, choice, now));
            db.PlanIdleEnd(ticket, round.Queue(ticket.Queue), round.Rules, now);
        }

        await db.Keep(round.Turns(), ct);
        // Another change of a ticket came first, so its room is free; or there may be more to give than is given at once.
        if (held.Length < round.Given.Count || round.Given.Count >= MostGiven) db.Drain(now);
    }
}
