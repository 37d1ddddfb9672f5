using CustomerOps.Messaging.Due;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Problems;

/// <summary>Bring a problem's word to one of its incidents.</summary>
[Due("tell-incident")]
internal sealed record TellIncident(Guid UpdateId, Guid TicketId);

/// <summary>Says it to the requester, once, and solves the incident with its problem. One that was settled meanwhile is left alone.</summary>
internal sealed class BringUpdate(TicketingDb db, SlaRulebook rulebook, TimeProvider time) : IDueHandler<TellIncident>
{
    public async Task Handle(TellIncident message, CancellationToken cancellationToken)
    {
        var update = await db.Set<IncidentUpdate>().AsNoTracking().SingleAsync(u => u.Id == message.UpdateId, cancellationToken);
        var incident = await db.Tickets.Include(t => t.Customer).SingleAsync(t => t.Id == message.TicketId, cancellationToken);
        if (incident.State is not (TicketState.Solved or TicketState.Closed))
        {
            var (rules, now) = (await rulebook.For(db, cancellationToken), time.Now());
            // One text to many: no person's answer to this one, so it is CustomerOps that says it, by mail where there is an address.
            if (update.TextFor(incident.Language, rules.Language) is { } text) db.Add(incident.Say(Author.System, Visibility.Public, text, now));
            if (update.Summary is { } summary) await Solve(incident, summary, update.Solver, now, cancellationToken);
        }

        await db.Database.ExecuteSqlAsync($"update incident_updates set reached = reached + 1 where id = {update.Id}", cancellationToken);
    }

    /// <summary>What a rule keeps open (a task to be done, a child) stays open, and says why.</summary>
    private async Task Solve(Ticket incident, string summary, Author by, DateTimeOffset now, CancellationToken ct)
    {
        try { await db.Solve(incident, summary, by, now, ct); }
        catch (RuleViolation rule) { db.Add(incident.Say(Author.System, Visibility.Internal, $"Not solved with its problem: {rule.Message}", now)); }
    }
}
