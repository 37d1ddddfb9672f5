using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Queueing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Waiting;

/// <param name="Every">Open hours or working days between two reminders.</param>
/// <param name="Times">How often the customer is reminded, 1 to 3.</param>
/// <param name="ThenSolve">Solved when the last reminder stays unanswered; otherwise it goes on, for a person to decide.</param>
/// <param name="Texts">The reminder by language (en da nb sv fi hu). The ticket's language is taken, else the organisation's, else English.</param>
[Example("""{ "title": "Waiting for a photo", "every": 2, "unit": "business-days", "times": 3, "thenSolve": true, "texts": { "en": "We still need a photo of the damage to go on.", "da": "Vi mangler stadig et billede af skaden." } }""")]
internal sealed record PutPendingReasonRequest(
    [Text(100)] string Title, [Range(1, PendingReason.MostEvery)] int Every, ChaseUnit Unit, [Range(1, PendingReason.MostTimes)] int Times, bool ThenSolve,
    [TextsByLanguage(4000)] Dictionary<string, string> Texts);

internal static class PutPendingReason
{
    public const int Most = 100;

    public static async Task<Tagged<PendingReasonView>> Handle(
        [RegularExpression(PutQueue.NamePattern), MaxLength(50)] string name, PutPendingReasonRequest request, IfMatch ifMatch, TicketingDb db, CancellationToken ct)
    {
        var reason = await db.NamedToPut(name, ifMatch, n => new PendingReason(n), Most, "pending-reason", "pending reasons", ct);
        reason.Set(request.Title, request.Every, request.Unit, request.Times, request.ThenSolve, request.Texts);
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(PendingReasonView.Of(reason), reason.Version);
    }
}

internal static class RemovePendingReason
{
    /// <summary>Tickets that wait for it wait on; nobody is reminded any more.</summary>
    public static async Task<NoContent> Handle(string name, IfMatch ifMatch, TicketingDb db, CancellationToken ct)
    {
        var reason = await db.NamedToChange<PendingReason>(name, ifMatch, "pending reason", ct);
        db.Remove(reason);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
