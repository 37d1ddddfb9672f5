using CustomerOps.Messaging.Due;
using CustomerOps.Ticketing.Organisations;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Routing;

/// <summary>
/// Asks Staffing who is on shift and able, and gives the tickets that still wait to them, the most urgent first. Nobody: it stays queued until a
/// shift starts. No answer: asked again, a bounded number of times. Tickets that need the same are one question.
/// </summary>
internal sealed class FindPeople(TicketingDb db, AskStaffing staffing, StaffingLine line, TimeProvider time) : IDueBatchHandler<RouteTicket>
{
    private const int MaxAttempts = 12;

    /// <summary>By ticket; no entry where Staffing did not answer.</summary>
    private readonly Dictionary<Guid, Candidates> _found = [];

    public async Task Prepare(IReadOnlyList<RouteTicket> messages, CancellationToken cancellationToken)
    {
        if (line.IsDead) return;
        Guid[] ids = [.. messages.Select(m => m.TicketId)];
        var excepts = messages.Where(m => m.Except is not null).ToLookup(m => m.TicketId, m => m.Except!.Value);
        // By id alone, so that the database never walks the whole queue for a few of it.
        var tickets = await db.Tickets.AsNoTracking().Where(t => ids.Contains(t.Id)).Select(t => new { t.Id, t.Tier, t.Language, t.Tags, t.AssigneeId, t.State }).ToListAsync(cancellationToken);
        var questions = tickets.Where(t => Waits(t.AssigneeId, t.State)).GroupBy(t => new Need(t.Tier, t.Language, Need.SkillsIn(t.Tags), excepts[t.Id].FirstOrDefault()), t => t.Id).ToList();
        var answers = await Task.WhenAll(questions.Select(async q => (Tickets: q.AsEnumerable(), Able: await staffing.For(q.Key, q.Count(), db.Tenant.Required, cancellationToken))));
        foreach (var (alike, able) in answers)
            foreach (var ticket in alike)
                if (able is not null) _found[ticket] = able;
    }

    public async Task Handle(IReadOnlyList<RouteTicket> messages, CancellationToken cancellationToken)
    {
        Guid[] open = [.. messages.Where(m => !_found.TryGetValue(m.TicketId, out var able) || able.People.Count > 0).Select(m => m.TicketId)];
        if (open.Length == 0) return;
        var tickets = await db.Tickets.Where(t => open.Contains(t.Id)).ToListAsync(cancellationToken);
        Guid[] named = [.. _found.Values.SelectMany(able => able.People).Distinct()];
        var known = await db.People.AsNoTracking().Where(p => named.Contains(p.Id) && p.Active).ToDictionaryAsync(p => p.Id, cancellationToken);
        foreach (var ticket in tickets.Where(t => Waits(t.AssigneeId, t.State)).OrderByDescending(t => t.Priority).ThenBy(t => t.Id))
        {
            if (_found.GetValueOrDefault(ticket.Id)?.Next(known) is { } person) ticket.AssignTo(person.Id, person.Name, time.Now());
            // No answer, or people of whom Identity has not told yet: both pass.
            else if (messages.First(m => m.TicketId == ticket.Id) is { Attempt: < MaxAttempts } message) db.Schedule(message with { Attempt = message.Attempt + 1 }, line.AskAgainAt(message.Attempt));
        }
    }

    private static bool Waits(Guid? assignee, TicketState state) => assignee is null && state is (TicketState.New or TicketState.Open);
}

/// <summary>Who can take tickets of one kind, best first, taking turns.</summary>
internal sealed record Candidates(IReadOnlyList<Guid> People)
{
    private int _turn;

    /// <summary>The next whom this service knows, or null when it knows none of them.</summary>
    public Person? Next(IReadOnlyDictionary<Guid, Person> known)
    {
        for (var tries = 0; tries < People.Count; tries++)
            if (known.TryGetValue(People[_turn++ % People.Count], out var person)) return person;
        return null;
    }
}
