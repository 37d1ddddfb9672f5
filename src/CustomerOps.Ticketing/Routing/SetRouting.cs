using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Routing;

/// <param name="Limits">Open tickets a person has at once, by channel; left out: the usual (email 10, phone 1, chat 3, social 5, web 10, store 1). A set limit also binds who gives tickets by hand.</param>
/// <param name="HandsOverAtShiftEnd">Channels whose open tickets go to others when a shift ends.</param>
[Example("""{ "limits": { "email": 10, "phone": 1, "chat": 3 }, "handsOverAtShiftEnd": ["phone", "chat"] }""")]
internal sealed record RoutingRulesRequest(Limits Limits, [MaxLength(6)] Channel[] HandsOverAtShiftEnd);

/// <param name="Limits">As they hold.</param>
/// <param name="SetLimits">As somebody set them; what is missing is usual.</param>
internal sealed record RoutingRulesView(Limits Limits, Limits SetLimits, IReadOnlyList<Channel> HandsOverAtShiftEnd)
{
    public static RoutingRulesView Of(RoutingRules r) => new(r.Limits.Or(Limits.Usual), r.Limits, [.. r.HandsOverAtShiftEnd.Select(Kebab<Channel>.Stored)]);
}

internal static class GetRoutingRules
{
    public static async Task<Tagged<RoutingRulesView>> Handle(TicketingDb db, CancellationToken ct)
    {
        var rules = await db.RoutingRules(ct);
        return Tagged.Ok(RoutingRulesView.Of(rules), rules.Version);
    }
}

internal static class SetRoutingRules
{
    public static async Task<Tagged<RoutingRulesView>> Handle(RoutingRulesRequest request, IfMatch ifMatch, TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        var rules = await db.Set<RoutingRules>().SingleOrDefaultAsync(ct);
        ifMatch.Check(rules?.Version ?? 0);
        if (rules is null) db.Add(rules = RoutingRules.Usual());
        rules.Set(request.Limits, request.HandsOverAtShiftEnd);
        db.Drain(time.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(RoutingRulesView.Of(rules), rules.Version);
    }
}

/// <param name="Limits">This person's own; what is left out is as for everybody.</param>
/// <param name="SubstituteId">Who is given what was theirs while they cannot have it; theirs in turn after that, at most five, nobody twice.</param>
[Example("""{ "limits": { "chat": 2 } }""")]
internal sealed record RoutingPersonRequest(Limits Limits, Guid? SubstituteId = null);

internal static class SetRoutingPerson
{
    public static async Task<Tagged<RoutingPersonView>> Handle(Guid personId, RoutingPersonRequest request, IfMatch ifMatch, TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        var known = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId, ct) ?? throw new NotFound("person");
        var person = await db.Set<RoutingPerson>().SingleOrDefaultAsync(p => p.Id == personId, ct);
        ifMatch.Check(person?.Version ?? 0);
        RuleViolation.Unless(request.SubstituteId is null || await db.WorksHere(request.SubstituteId, ct), "ticket.person-unknown", "Nobody of that id works here.", "substituteId");
        if (person is null) db.Add(person = RoutingPerson.Of(personId));
        person.Set(request.Limits, request.SubstituteId);
        db.Drain(time.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return await GetRoutingPerson.Answer(db, known, person, ct);
    }
}
