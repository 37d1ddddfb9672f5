using CustomerOps.Messaging.Due;
using CustomerOps.Survey.Mailing;
using CustomerOps.Survey.Organisations;
using CustomerOps.Survey.Surveys;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CustomerOps.Survey.Invitations;

/// <summary>Hands a decided invitation to mail: now, or by a due message when its survey has a delay.</summary>
internal sealed class Sending(SurveyDb db, InvitationMail mail, TimeProvider time)
{
    private const int DaysToAnswer = 30;

    public async Task Start(Invitation invitation, CancellationToken ct)
    {
        if (invitation.SendAt > time.GetUtcNow()) db.Schedule(new SendInvitationDue(invitation.Id, invitation.Round), invitation.SendAt.Value);
        else await Now(invitation, ct);
    }

    /// <summary>State and mail are stored by the same save: the mail exists exactly when the invitation is handed over.</summary>
    public async Task Now(Invitation invitation, CancellationToken ct)
    {
        var version = await db.SurveyVersions.AsNoTracking().SingleAsync(v => v.SurveyId == invitation.SurveyId && v.Number == invitation.SurveyVersion, ct);
        var organisation = await db.Organisations.AsNoTracking().SingleOrDefaultAsync(ct);
        var now = time.GetUtcNow();
        invitation.HandOver(EndOfDay(now, organisation), now);
        db.Publish(mail.Write(db.Tenant.Required, invitation, version.Definition, organisation), invitation.Id);
    }

    /// <summary>A link ends when the organisation's day ends, also on days that summer time makes longer or shorter.</summary>
    private static DateTimeOffset EndOfDay(DateTimeOffset now, Organisation? organisation)
    {
        var zone = Organisation.ZoneOf(organisation);
        var last = Instant.FromDateTimeOffset(now).InZone(zone).Date.PlusDays(DaysToAnswer);
        return zone.AtStartOfDay(last.PlusDays(1)).ToInstant().ToDateTimeOffset();
    }
}

/// <summary>The delay of a survey is over.</summary>
[Due("send-invitation")]
internal sealed record SendInvitationDue(Guid InvitationId, int Round);

/// <summary>Sends what still waits and may still be sent.</summary>
internal sealed class SendInvitation(SurveyDb db, ContactLedger ledger, Sending sending, TimeProvider time) : IDueHandler<SendInvitationDue>
{
    public async Task Handle(SendInvitationDue message, CancellationToken cancellationToken)
    {
        var invitation = await db.HoldInvitation(message.InvitationId, cancellationToken);
        if (invitation is not { Status: InvitationStatus.Scheduled } || invitation.Round != message.Round) return;
        var now = time.GetUtcNow();
        if (!await ledger.Consents(invitation.CustomerId, cancellationToken)) invitation.Withhold(ContactPolicy.NoConsent, now);
        else if (await AskedMeanwhile(invitation, now, cancellationToken)) invitation.Withhold(ContactPolicy.RecentlyAsked, now);
        else await sending.Now(invitation, cancellationToken);
    }

    /// <summary>Decided for two customers, who turned out to be one person before it was sent.</summary>
    private async Task<bool> AskedMeanwhile(Invitation invitation, DateTimeOffset now, CancellationToken ct)
    {
        var survey = await db.FindSurvey(invitation.SurveyId!.Value, ct);
        return survey.QuarantineDays > 0 && await ledger.AskedByAnotherRecord(invitation.CustomerId, now.AddDays(-survey.QuarantineDays), ct);
    }
}
