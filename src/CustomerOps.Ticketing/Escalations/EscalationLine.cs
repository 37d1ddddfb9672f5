using System.ComponentModel.DataAnnotations;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Organisations;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Escalations;

/// <summary>Who is called in an extreme case, in which order and how often.</summary>
internal sealed class EscalationLine : Aggregate
{
    public const int Longest = 20;

    private EscalationLine() { }

    public int CallAgainMinutes { get; private set; } = 10;
    public int MostCalls { get; private set; } = 6;

    /// <summary>Empty: all managers.</summary>
    public Guid[] People { get; private set; } = [];

    /// <summary>As it is until somebody sets it.</summary>
    public static EscalationLine Usual() => new();

    public void Set(int callAgainMinutes, int mostCalls, Guid[] people)
    {
        RuleViolation.Unless(people.Distinct().Count() == people.Length, "escalation-line.twice", "Everybody stands in line once; who is called again is the next in turn.", "people");
        (CallAgainMinutes, MostCalls, People) = (callAgainMinutes, mostCalls, people);
    }

    /// <summary>Who is called next: in line, those on shift first; from the beginning again when the end is reached. Null when nobody is there to be called.</summary>
    public Person? Next(int calledSoFar, IReadOnlyList<Person> known, IReadOnlySet<Guid> onDuty)
    {
        var line = People.Length > 0
            ? People.Select(id => known.FirstOrDefault(p => p.Id == id)).OfType<Person>()
            : known.Where(p => p.Roles.Contains(Roles.Manager)).OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Id);
        List<Person> order = [.. line.OrderByDescending(p => onDuty.Contains(p.Id))];
        return order.Count == 0 ? null : order[calledSoFar % order.Count];
    }
}

/// <param name="CallAgainMinutes">After so long without an acknowledgement the next one is called.</param>
/// <param name="MostCalls">Calls in all; from the beginning again when everybody was called.</param>
/// <param name="People">In their order; empty: all managers. Who is on shift comes before who is not.</param>
[Example("""{ "callAgainMinutes": 10, "mostCalls": 6, "people": [] }""")]
internal sealed record EscalationLineRequest([Range(1, 1440)] int CallAgainMinutes, [Range(1, EscalationLine.Longest)] int MostCalls, [MaxLength(EscalationLine.Longest)] Guid[] People);

internal sealed record EscalationLineView(int CallAgainMinutes, int MostCalls, IReadOnlyList<Guid> People)
{
    public static EscalationLineView Of(EscalationLine l) => new(l.CallAgainMinutes, l.MostCalls, l.People);
}

internal static class GetEscalationLine
{
    public static async Task<EscalationLine> EscalationLine(this TicketingDb db, CancellationToken ct) => await db.Set<EscalationLine>().AsNoTracking().SingleOrDefaultAsync(ct) ?? Escalations.EscalationLine.Usual();

    public static async Task<Tagged<EscalationLineView>> Handle(TicketingDb db, CancellationToken ct)
    {
        var line = await db.EscalationLine(ct);
        return Tagged.Ok(EscalationLineView.Of(line), line.Version);
    }
}

internal static class SetEscalationLine
{
    public static async Task<Tagged<EscalationLineView>> Handle(EscalationLineRequest request, IfMatch ifMatch, TicketingDb db, CancellationToken ct)
    {
        var line = await db.Set<EscalationLine>().SingleOrDefaultAsync(ct);
        ifMatch.Check(line?.Version ?? 0);
        RuleViolation.Unless(await db.People.CountAsync(p => request.People.Contains(p.Id) && p.Active, ct) == request.People.Distinct().Count(), "ticket.person-unknown", "Somebody in line does not work here.", "people");
        if (line is null) db.Add(line = EscalationLine.Usual());
        line.Set(request.CallAgainMinutes, request.MostCalls, request.People);
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(EscalationLineView.Of(line), line.Version);
    }
}
