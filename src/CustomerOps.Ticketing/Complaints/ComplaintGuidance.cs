using System.ComponentModel.DataAnnotations;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Queueing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Complaints;

/// <summary>How an organisation calms and settles complaints of a severity, of a cause, of both or of any kind.</summary>
internal sealed class ComplaintGuidance : Aggregate, INamed
{
    private ComplaintGuidance() { }

    public ComplaintGuidance(string name) => Name = name;

    public string Name { get; private init; } = "";

    /// <summary>Null: of every severity.</summary>
    public Severity? Severity { get; private set; }

    /// <summary>Null: of every cause.</summary>
    public string? Cause { get; private set; }

    /// <summary>What whoever deals with it reads, by language.</summary>
    public Dictionary<string, string> Texts { get; private set; } = [];

    public void Set(Severity? severity, string? cause, IReadOnlyDictionary<string, string> texts)
    {
        RuleViolation.Unless(texts.Count > 0, "complaint-guidance.wordless", "Send the text in one language at least.", "texts");
        (Severity, Cause, Texts) = (severity, cause, new(texts));
    }

    /// <summary>What speaks of less comes first.</summary>
    public int Closeness => (Cause is null ? 0 : 2) + (Severity is null ? 0 : 1);
}

/// <param name="Severity">Absent: of every severity.</param>
/// <param name="Cause">One of GET /complaint-causes; absent: of every cause.</param>
/// <param name="Texts">By language (en da nb sv fi hu). Whoever deals with it reads their own, else the organisation's first, else English.</param>
[Example("""{ "severity": "critical", "texts": { "en": "Call, do not write. Say first what you understood, then what you will do, then by when." } }""")]
internal sealed record ComplaintGuidanceRequest([TextsByLanguage(10_000)] Dictionary<string, string> Texts, Severity? Severity = null, [Text(50)] string? Cause = null);

internal sealed record ComplaintGuidanceView(string Name, Severity? Severity, string? Cause, IReadOnlyDictionary<string, string> Texts)
{
    public static ComplaintGuidanceView Of(ComplaintGuidance g) => new(g.Name, g.Severity, g.Cause, g.Texts);
}

/// <param name="Items">By name; at most 200.</param>
internal sealed record ComplaintGuidanceListView(IReadOnlyList<ComplaintGuidanceView> Items);

internal static class ListComplaintGuidance
{
    public const int Most = 200;

    public static async Task<ComplaintGuidanceListView> Handle(TicketingDb db, CancellationToken ct) =>
        new([.. (await db.Set<ComplaintGuidance>().AsNoTracking().OrderBy(g => g.Name).Take(Most).ToListAsync(ct)).Select(ComplaintGuidanceView.Of)]);

    public static async Task<Tagged<ComplaintGuidanceView>> One(string name, TicketingDb db, CancellationToken ct)
    {
        var guidance = await db.Named<ComplaintGuidance>(name, "complaint guidance", ct);
        return Tagged.Ok(ComplaintGuidanceView.Of(guidance), guidance.Version);
    }
}

internal static class PutComplaintGuidance
{
    public static async Task<Tagged<ComplaintGuidanceView>> Handle(
        [RegularExpression(PutQueue.NamePattern), MaxLength(50)] string name, ComplaintGuidanceRequest request, IfMatch ifMatch, TicketingDb db, CancellationToken ct)
    {
        var guidance = await db.NamedToPut(name, ifMatch, n => new ComplaintGuidance(n), ListComplaintGuidance.Most, "complaint-guidance", "texts of guidance", ct);
        RuleViolation.Unless(request.Cause is not { } cause || await db.Set<ComplaintCause>().AnyAsync(c => c.Name == cause, ct), "complaint.cause-unknown", "There is no such cause; GET /complaint-causes lists them.", "cause");
        guidance.Set(request.Severity, request.Cause, request.Texts);
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(ComplaintGuidanceView.Of(guidance), guidance.Version);
    }
}

internal static class RemoveComplaintGuidance
{
    public static async Task<NoContent> Handle(string name, IfMatch ifMatch, TicketingDb db, CancellationToken ct)
    {
        var guidance = await db.NamedToChange<ComplaintGuidance>(name, ifMatch, "complaint guidance", ct);
        db.Remove(guidance);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
