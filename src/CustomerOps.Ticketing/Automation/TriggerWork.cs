using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Macros;
using CustomerOps.Ticketing.Tickets;
using CustomerOps.Ticketing.Views;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Automation;

/// <summary>Lets triggers fire on one ticket, within bounds, and writes the log. Everything is one transaction of the caller's; each firing is one save, so one that fails takes only its own steps with it.</summary>
internal sealed class TriggerWork(TicketingDb db, MacroWork work, TimeProvider time)
{
    /// <summary>So many firings on one ticket within an hour, and so many answers by nobody to one customer.</summary>
    internal const int MostOnTicket = 60, MostReplies = 5;

    private int _earlier;

    public Ticket Ticket { get; private set; } = null!;

    /// <summary>Takes hold of the ticket until the transaction ends: looks at one ticket follow one another.</summary>
    public async Task<Ticket?> Begin(Guid ticketId, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select 1 from tickets where tenant_id = {db.Tenant.Required} and id = {ticketId} for no key update", ct);
        if (!await Load(ticketId, ct)) return null;
        var hourAgo = time.Now().AddHours(-1);
        _earlier = await db.Set<Firing>().CountAsync(f => f.TicketId == ticketId && f.At > hourAgo, ct);
        db.Happenings.InCycle = true;
        return Ticket;
    }

    public (bool Fires, IReadOnlyList<Seen> Saw) Look(Trigger trigger) => Ticket.State == TicketState.Closed ? (false, []) : trigger.Spec.Look(Ticket, time.Now());

    public Task Cycle(IReadOnlyList<Trigger> triggers, Guid cycleId, HashSet<Happening> happened, CancellationToken ct)
    {
        IReadOnlyList<Seen> saw = [];
        return Automation.Cycle.Run(triggers, happened, Fires, next => Fire(next, cycleId, happened, saw, ct));

        bool Fires(Trigger trigger)
        {
            (var fires, saw) = Look(trigger);
            return fires;
        }
    }

    /// <returns>What happened by it; null where nothing more is to fire.</returns>
    public async Task<IReadOnlyCollection<Happening>?> Fire(Trigger trigger, Guid cycleId, HashSet<Happening> happened, IReadOnlyList<Seen> saw, CancellationToken ct)
    {
        var (now, before) = (time.Now(), TicketLook.At(Ticket));
        if (_earlier++ >= MostOnTicket) return await Log(FiringOutcome.Stopped, "trigger.too-many", $"Triggers fired {MostOnTicket} times on this ticket within an hour.", null);
        if (trigger.Spec.Replies && await TooManyReplies(now, ct)) return await Log(FiringOutcome.Stopped, "trigger.too-many-replies", $"The customer was answered by triggers {MostReplies} times within an hour.", []);
        try
        {
            await work.Do(trigger.Spec.Actions, Ticket, new Author(AuthorKind.System, null, trigger.Name), ct);
            db.Add(New().Did(trigger.Spec, before, Ticket));
            await db.SaveChangesAsync(ct);
            return db.Happenings.Take().GetValueOrDefault(Ticket.Id) ?? [];
        }
        catch (RuleViolation broken)
        {
            // Nothing of this firing was saved: it goes with the tracker, those before it stay.
            db.ChangeTracker.Clear();
            db.Happenings.Take();
            return await Load(Ticket.Id, ct) ? await Log(FiringOutcome.Failed, broken.Code, broken.Message, []) : null;
        }

        Firing New() => new(trigger, Ticket, cycleId, happened, saw, now);

        async Task<IReadOnlyCollection<Happening>?> Log(FiringOutcome outcome, string code, string reason, IReadOnlyCollection<Happening>? then)
        {
            db.Add(New().Did(outcome, code, reason));
            await db.SaveChangesAsync(ct);
            return then;
        }
    }

    /// <summary>Whoever answers this customer by a trigger waits for the other, so that the bound holds over all their tickets.</summary>
    private async Task<bool> TooManyReplies(DateTimeOffset now, CancellationToken ct)
    {
        var hourAgo = now.AddHours(-1);
        await db.Lock($"trigger-replies/{Ticket.CustomerId}", ct);
        return await db.Set<Firing>().CountAsync(f => f.CustomerId == Ticket.CustomerId && f.Replied && f.At > hourAgo, ct) >= MostReplies;
    }

    private async Task<bool> Load(Guid id, CancellationToken ct) =>
        (Ticket = await db.Tickets.Include(t => t.Customer).SingleOrDefaultAsync(t => t.Id == id, ct) ?? null!) is not null;
}
