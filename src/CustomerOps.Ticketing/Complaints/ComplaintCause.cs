using System.ComponentModel.DataAnnotations;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Queueing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Complaints;

/// <summary>Why customers complain, in the organisation's own list.</summary>
internal sealed class ComplaintCause : Aggregate, INamed
{
    private ComplaintCause() { }

    public ComplaintCause(string name) => Name = name;

    /// <summary>The stable word for it, for example <c>late-delivery</c>.</summary>
    public string Name { get; private init; } = "";

    /// <summary>What people call it, by language.</summary>
    public Dictionary<string, string> Names { get; private set; } = [];

    /// <summary>Given to no complaint any more; those that have it keep it.</summary>
    public DateTimeOffset? RetiredAt { get; private set; }

    public void Set(IReadOnlyDictionary<string, string> names)
    {
        RuleViolation.Unless(names.Count > 0, "complaint-cause.nameless", "Say what it is called in one language at least.", "names");
        (Names, RetiredAt) = (new(names), null);
    }

    public void Retire(DateTimeOffset now) => RetiredAt ??= now;
}

/// <param name="Names">What it is called, by language (en da nb sv fi hu).</param>
[Example("""{ "names": { "en": "Late delivery", "da": "Sen levering", "nb": "Sen levering", "sv": "Sen leverans", "fi": "Myöhästynyt toimitus", "hu": "Késedelmes szállítás" } }""")]
internal sealed record ComplaintCauseRequest([TextsByLanguage(100)] Dictionary<string, string> Names);

internal sealed record ComplaintCauseView(string Name, IReadOnlyDictionary<string, string> Names, DateTimeOffset? RetiredAt)
{
    public static ComplaintCauseView Of(ComplaintCause c) => new(c.Name, c.Names, c.RetiredAt);
}

/// <param name="Items">By name; at most 200.</param>
internal sealed record ComplaintCausesView(IReadOnlyList<ComplaintCauseView> Items);

internal static class ListComplaintCauses
{
    public const int Most = 200;

    public static async Task<ComplaintCausesView> Handle(TicketingDb db, CancellationToken ct) =>
        new([.. (await db.Set<ComplaintCause>().AsNoTracking().OrderBy(c => c.Name).Take(Most).ToListAsync(ct)).Select(ComplaintCauseView.Of)]);

    public static async Task<Tagged<ComplaintCauseView>> One(string name, TicketingDb db, CancellationToken ct)
    {
        var cause = await db.Named<ComplaintCause>(name, "complaint cause", ct);
        return Tagged.Ok(ComplaintCauseView.Of(cause), cause.Version);
    }
}

internal static class PutComplaintCause
{
    public static async Task<Tagged<ComplaintCauseView>> Handle(
        [RegularExpression(PutQueue.NamePattern), MaxLength(50)] string name, ComplaintCauseRequest request, IfMatch ifMatch, TicketingDb db, CancellationToken ct)
    {
        var cause = await db.NamedToPut(name, ifMatch, n => new ComplaintCause(n), ListComplaintCauses.Most, "complaint-cause", "causes", ct);
        cause.Set(request.Names);
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(ComplaintCauseView.Of(cause), cause.Version);
    }
}

internal static class RetireComplaintCause
{
    public static async Task<NoContent> Handle(string name, IfMatch ifMatch, TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        var cause = await db.Set<ComplaintCause>().SingleOrDefaultAsync(c => c.Name == name, ct) ?? throw new NotFound("complaint cause");
        ifMatch.Check(cause.Version);
        cause.Retire(time.Now());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
