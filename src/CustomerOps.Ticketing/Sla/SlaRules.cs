using System.Collections.Concurrent;
using CustomerOps.Ticketing.Sla.Calendars;
using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Sla.Policies;

namespace CustomerOps.Ticketing.Sla;

internal sealed record CalendarInForce(Guid Id, string Name, IReadOnlyList<string> Queues, IReadOnlyList<string> Branches, Guid VersionId, WeekHours Hours)
{
    /// <summary>What holds before an organisation is known: Monday to Friday, 08:00–18:00 UTC.</summary>
    public static readonly CalendarInForce Usual = new(Guid.Empty, "Opening hours", [], [], new("00000000-0000-7000-8000-000000000001"), CalendarSpec.Usual("UTC").Compile());
}

internal sealed record PolicyInForce(Guid Id, string Name, Guid VersionId, int Number, PolicySpec Spec)
{
    /// <summary>What is promised before an organisation is known.</summary>
    public static readonly PolicyInForce Usual = new(Guid.Empty, "Standard", new("00000000-0000-7000-8000-000000000002"), 0, PolicySpec.Usual);
}

/// <summary>The rules in force for one organisation.</summary>
/// <param name="own">The organisation's own calendar.</param>
/// <param name="policies">In the order they are asked; the last is for every ticket.</param>
internal sealed class SlaRules(string language, CalendarInForce own, IReadOnlyList<CalendarInForce> others, IReadOnlyList<PolicyInForce> policies)
{
    private readonly ConcurrentDictionary<TermsRef, Terms> _terms = new();

    public string Language => language;

    /// <summary>When the organisation itself works.</summary>
    public WeekHours Hours => own.Hours;

    /// <summary>When a queue is worked in.</summary>
    public WeekHours HoursOf(string queue) => (others.FirstOrDefault(c => c.Queues.Contains(queue)) ?? own).Hours;

    public IReadOnlyList<PolicyInForce> Policies => policies;

    public PolicyInForce PolicyFor(TicketTraits ticket) => policies.First(p => p.Spec.Conditions.Fails(ticket) is null);

    /// <summary>The policy's calendar, else that of the ticket's queue, else of its branch, else the organisation's own.</summary>
    public CalendarInForce CalendarFor(PolicyInForce policy, TicketTraits ticket) =>
        others.FirstOrDefault(c => c.Id == policy.Spec.CalendarId) ?? others.FirstOrDefault(c => c.Queues.Contains(ticket.Queue))
        ?? others.FirstOrDefault(c => ticket.Branch is { } branch && c.Branches.Contains(branch)) ?? own;

    public Terms TermsFor(TicketTraits ticket)
    {
        var policy = PolicyFor(ticket);
        var calendar = CalendarFor(policy, ticket);
        return _terms.GetOrAdd(new TermsRef(policy.VersionId, calendar.VersionId, ticket.Priority), reference => new Terms(reference, calendar.Hours, policy.Spec.PromisesFor(reference.Priority)));
    }

    /// <summary>The terms if they are in force still.</summary>
    public Terms? Known(TermsRef reference) => _terms.GetValueOrDefault(reference);
}
