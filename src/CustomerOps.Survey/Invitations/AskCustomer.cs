using CustomerOps.Survey.Surveys;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Survey.Invitations;

/// <summary>Decides about a trigger for every published survey of its kind, records each decision, and sends at once what has no delay.</summary>
internal sealed class AskCustomer(SurveyDb db, ContactLedger ledger, Sending sending, TimeProvider time)
{
    private const int MostSurveys = 20;

    public async Task About(Trigger trigger, CancellationToken ct)
    {
        var reopenedAt = await ledger.HoldTrigger(trigger.Kind, trigger.Id, null, ct);
        var consents = await ledger.HoldCustomer(trigger.CustomerId, trigger.Consent, trigger.At, ct);
        var surveys = await db.Surveys.Where(s => s.TriggerKind == trigger.Kind && s.PublishedVersion != null).OrderBy(s => s.CreatedAt).Take(MostSurveys).ToListAsync(ct);
        var earlier = await db.Invitations.Where(i => i.TriggerKind == trigger.Kind && i.TriggerId == trigger.Id).ToListAsync(ct);
        foreach (var survey in surveys.Count == 0 ? [null] : surveys.Cast<CustomerSurvey?>())
        {
            var known = earlier.Find(i => i.SurveyId == survey?.Id);
            if (known?.MayChange(trigger) == false) continue;
            var lastAsked = await LastAsked(trigger, known?.Id, ct);
            var now = time.GetUtcNow();
            var refusal = ContactPolicy.Refusal(trigger, survey, reopenedAt, consents, lastAsked, now);
            if (known is null) db.Add(known = Invitation.Decide(trigger, survey, refusal, now));
            else known.DecideAgain(trigger, survey, refusal, now);
            if (known.Status == InvitationStatus.Scheduled) await sending.Start(known, ct);
        }
    }

    /// <summary>Counts also what an earlier survey of this very decision asked, which is not saved yet.</summary>
    private async Task<DateTimeOffset?> LastAsked(Trigger trigger, Guid? except, CancellationToken ct)
    {
        var now = db.ChangeTracker.Entries<Invitation>().Select(e => e.Entity).Where(i => i.Id != except && i.Status != InvitationStatus.Withheld && i.CustomerId == trigger.CustomerId);
        return now.Any() ? now.Max(i => i.DecidedAt) : await ledger.LastAsked(trigger.CustomerId, trigger.Email, except, ct);
    }
}
