using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Survey.Invitations;
using CustomerOps.Survey.Organisations;
using CustomerOps.Survey.Surveys;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Survey.Links;

/// <summary>What a customer holding a right link sees: the invitation, and the survey's version it is pinned to.</summary>
internal sealed record OpenedLink(Invitation Invitation, SurveyVersion Survey, Organisation? Organisation)
{
    public SurveyDefinition Definition => Survey.Definition;

    /// <summary>The one of our six languages our own words are in for this customer.</summary>
    public string PageLanguage => Languages.Own(Invitation.Language);
}

/// <summary>Opens links. The signed token is the only credential: it also says whose data is looked at.</summary>
internal sealed class LinkOpener(SurveyLinks links, SurveyDb db, TenantScope tenant, TimeProvider time)
{
    /// <summary>Whose link it is; throws <see cref="LinkRefused"/> for a token we did not sign and for one that ended.</summary>
    public SignedLink Check(string token)
    {
        var link = links.Read(token) ?? throw LinkRefused.Unknown();
        if (link.ExpiresAt <= time.GetUtcNow()) throw LinkRefused.Expired();
        tenant.Enter(link.TenantId);
        return link;
    }

    public async Task<OpenedLink> Look(string token, CancellationToken ct)
    {
        var link = Check(token);
        return await With(await db.Invitations.AsNoTracking().SingleOrDefaultAsync(i => i.Id == link.InvitationId, ct), ct);
    }

    /// <summary>As <see cref="Look"/>, holding the invitation until the transaction ends.</summary>
    public async Task<OpenedLink> Hold(string token, CancellationToken ct) => await With(await db.HoldInvitation(Check(token).InvitationId, ct), ct);

    private async Task<OpenedLink> With(Invitation? invitation, CancellationToken ct)
    {
        if (invitation is not { HandedOverAt: not null, ErasedAt: null }) throw LinkRefused.Unknown();
        var version = await db.SurveyVersions.AsNoTracking().SingleAsync(v => v.SurveyId == invitation.SurveyId && v.Number == invitation.SurveyVersion, ct);
        return new(invitation, version, await db.Organisations.AsNoTracking().SingleOrDefaultAsync(ct));
    }
}
