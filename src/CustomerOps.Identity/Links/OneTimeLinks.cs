using CustomerOps.Identity.Mailing;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Links;

/// <summary>Mails one-time links and takes their tokens back.</summary>
internal sealed class OneTimeLinks(IdentityDb db, TenantScope tenant, AccountMail mail, TimeProvider time)
{
    private static readonly TimeSpan NotAgainWithin = TimeSpan.FromMinutes(2);

    /// <summary>Stored, and the mail told, with the next save; the organisation must be entered.</summary>
    public void Send(MailKind kind, LinkPurpose purpose, Addressee to)
    {
        var (link, token) = OneTimeLink.Mint(to.OrganisationId, purpose, to.Email, to.Language, kind.GoodFor(), time.GetUtcNow());
        db.Add(link);
        db.Publish(mail.Write(link.Id, kind, to, token));
    }

    /// <summary>True when this address was sent such a link in the last two minutes and has not used it: nobody's mailbox is flooded through us.</summary>
    public Task<bool> SentJustNow(LinkPurpose purpose, string email, CancellationToken stop)
    {
        tenant.EnterBackground();
        var since = time.GetUtcNow() - NotAgainWithin;
        return db.Links.AnyAsync(l => l.Email == email && l.Purpose == purpose && l.CreatedAt > since && l.UsedAt == null, stop);
    }

    /// <summary>The link of this token, still good; one unknown, used or expired is not found, and no difference is told.</summary>
    public async Task<OneTimeLink> Find(LinkPurpose purpose, string token, CancellationToken stop)
    {
        tenant.EnterBackground();
        var (hash, now) = (Secret.HashOf(token), time.GetUtcNow());
        return await db.Links.AsNoTracking().SingleOrDefaultAsync(l => l.TokenHash == hash && l.Purpose == purpose && l.UsedAt == null && l.ExpiresAt > now, stop) ?? throw new NotFound("link");
    }

    /// <summary>The link of this token, whatever became of it; null where there is none, or none any more. Only its holder is told.</summary>
    public Task<OneTimeLink?> Look(LinkPurpose purpose, string token, CancellationToken stop)
    {
        tenant.EnterBackground();
        var hash = Secret.HashOf(token);
        return db.Links.AsNoTracking().SingleOrDefaultAsync(l => l.TokenHash == hash && l.Purpose == purpose, stop);
    }

    /// <summary>Uses it up, and with it every other link of the same purpose to the address. Of two at the same moment one wins.</summary>
    public async Task Use(OneTimeLink link, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (await db.Links.Where(l => l.Id == link.Id && l.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, now), stop) == 0) throw new NotFound("link");
        await db.Links.Where(l => l.Email == link.Email && l.Purpose == link.Purpose && l.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, now), stop);
    }
}

/// <param name="Organisation">Its name, as the mail shows it.</param>
internal sealed record Addressee(Guid OrganisationId, string Organisation, string Email, string? Name, string Language);
