using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Routing;
using CustomerOps.Ticketing.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Queueing;

/// <param name="WithinDays">For reopen-within: 1 to 90 days after the solution.</param>
/// <param name="ClosesAfterDays">1 to 90; holds for tickets solved from now on.</param>
/// <param name="Strategy">Whose turn it is among those who can: who has least to do, or who has waited longest for one of this queue.</param>
/// <param name="Skills">What a person must be able to do, as Staffing knows; of a ticket's tags, <c>skill:name</c> asks for more.</param>
/// <param name="SkillsWithinMinutes">Minutes of business time after which anybody of the tier may have it; null: never.</param>
/// <param name="Rights">Who may read, bring in, change and own tickets here: a role or a person each; left out: everybody everything. Managers and admins always may.</param>
/// <param name="IdleMinutes">Minutes of business time within which who was given a ticket says a word on it, or loses it; null: they keep it.</param>
[Example("""{ "title": "Returns desk", "reopening": "reopen-within", "withinDays": 14, "keepsAssignee": true, "closesAfterDays": 28, "childrenFirst": false, "strategy": "round-robin", "skills": [{ "skill": "returns", "level": 2 }], "skillsWithinMinutes": 60, "idleMinutes": 240, "rights": [{ "role": "senior", "may": ["create", "own"] }] }""")]
internal sealed record PutQueueRequest(
    [Text(100)] string Title, Reopening Reopening, [Range(1, TicketQueue.MaxDays)] int? WithinDays = null, bool KeepsAssignee = true,
    [Range(1, TicketQueue.MaxDays)] int ClosesAfterDays = TicketQueue.UsualClosing, bool ChildrenFirst = false,
    Strategy Strategy = Strategy.LeastLoaded, [MaxLength(20)] RequiredSkill[]? Skills = null, [Range(1, PutQueue.MostMinutes)] int? SkillsWithinMinutes = null, [Range(1, PutQueue.MostMinutes)] int? IdleMinutes = null,
    [MaxLength(Grants.Most)] Grant[]? Rights = null);

internal static class PutQueue
{
    public const int Most = 100, MostMinutes = 10_000;
    public const string NamePattern = "^[a-z0-9]+(-[a-z0-9]+){0,7}$";

    public static async Task<Tagged<QueueView>> Handle(
        [RegularExpression(NamePattern), MaxLength(50)] string name, PutQueueRequest request, IfMatch ifMatch, TicketingDb db, QueueRightsBook rights, TimeProvider time, CancellationToken ct)
    {
        var queue = await db.Set<TicketQueue>().SingleOrDefaultAsync(q => q.Name == name, ct);
        ifMatch.Check(queue?.Version ?? 0);
        if (queue is null)
        {
            RuleViolation.Unless(await db.Set<TicketQueue>().CountAsync(q => !Queues.All.Contains(q.Name), ct) < Most, "queue.too-many", $"An organisation has at most {Most} queues besides those of the tiers.");
            db.Add(queue = TicketQueue.Usual(name));
        }

        queue.Set(request.Title, request.Reopening, request.WithinDays, request.KeepsAssignee, request.ClosesAfterDays, request.ChildrenFirst);
        queue.Serve(request.Strategy, request.Skills ?? [], request.SkillsWithinMinutes, request.IdleMinutes);
        queue.Grant(request.Rights ?? []);
        Guid[] people = [.. queue.Rights.Select(g => g.PersonId).OfType<Guid>()];
        RuleViolation.Unless(await db.People.CountAsync(p => people.Contains(p.Id), ct) == people.Length, "ticket.person-unknown", "Nobody of that id works here.", "rights");
        db.Drain(time.GetUtcNow());
        await db.SaveChangesAsync(ct);
        rights.Forget(db.Tenant.Required);
        return Tagged.Ok(QueueView.Of(queue), queue.Version);
    }
}

internal static class RemoveQueue
{
    public static async Task<NoContent> Handle([RegularExpression(PutQueue.NamePattern)] string name, IfMatch ifMatch, TicketingDb db, CancellationToken ct)
    {
        RuleViolation.Unless(!Queues.All.Contains(name), "queue.of-a-tier", "Every tier has its queue; it can be set, not removed.");
        var queue = await db.Set<TicketQueue>().SingleOrDefaultAsync(q => q.Name == name, ct) ?? throw new NotFound("queue");
        ifMatch.Check(queue.Version);
        RuleViolation.Unless(!await db.Tickets.AnyAsync(t => t.Queue == name && t.State != TicketState.Closed, ct), "queue.in-use", "Tickets are still in the queue; move them first.");
        db.Remove(queue);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
