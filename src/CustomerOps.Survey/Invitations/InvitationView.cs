using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Survey.Surveys;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Survey.Invitations;

/// <summary>A decision to ask or not. The link is nowhere but in the customer's mail.</summary>
/// <param name="Reason">Why withheld: follow-up, no-survey, reopened, no-address, no-consent, sampled-out, recently-asked or erased; why bounced: the mail server's words.</param>
/// <param name="SelectionProbability">The sampling rate at the decision, needed to weigh answers.</param>
internal sealed record InvitationView(
    Guid Id, Guid? SurveyId, int? SurveyVersion, TriggerKind TriggerKind, Guid TriggerId, Guid CustomerId, string Language, InvitationStatus Status, string? Reason,
    double SelectionProbability, string? Branch, string? Channel, Guid? PersonId, DateTimeOffset TriggeredAt, DateTimeOffset DecidedAt, DateTimeOffset? SendAt,
    DateTimeOffset? HandedOverAt, DateTimeOffset? SentAt, DateTimeOffset? AnsweredAt, DateTimeOffset? ExpiresAt)
{
    public static InvitationView Of(Invitation i) => new(
        i.Id, i.SurveyId, i.SurveyVersion, i.TriggerKind, i.TriggerId, i.CustomerId, i.Language, i.Status, i.Reason, i.SelectionProbability,
        i.Branch, i.Channel, i.PersonId, i.TriggeredAt, i.DecidedAt, i.SendAt, i.HandedOverAt, i.SentAt, i.AnsweredAt, i.ExpiresAt);
}

internal static class GetInvitation
{
    public static async Task<Tagged<InvitationView>> Handle(Guid id, SurveyDb db, CancellationToken ct)
    {
        var invitation = await db.Invitations.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, ct) ?? throw new NotFound("survey invitation");
        return Tagged.Ok(InvitationView.Of(invitation), invitation.Version);
    }
}
