using CustomerOps.Contracts.Mail;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Mails;
using CustomerOps.Ticketing.Queueing;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.SideConversations;

internal static class SideBook
{
    /// <summary>Whoever works on tickets sees those of every ticket they may read; besides, everybody sees those they were invited to.</summary>
    public static IQueryable<SideConversation> SidesOf(this TicketingDb db, Caller caller)
    {
        var (works, me) = (caller.Is(Roles.Staff), caller.SubjectId);
        if (works && db.Limits.Hidden.Count == 0) return db.Sides;
        return db.Sides.Where(s => (works && db.Tickets.Any(t => t.Id == s.TicketId)) || db.SidePeople.Any(p => p.PersonId == me && p.SideConversationId == s.Id));
    }

    public static async Task<SideConversation> SideOf(this TicketingDb db, Caller caller, Guid id, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        return await db.SidesOf(caller).SingleOrDefaultAsync(s => s.Id == id, ct) ?? throw new NotFound("side conversation");
    }

    /// <summary>Invites people who work here.</summary>
    public static async Task Invite(this TicketingDb db, SideConversation side, IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        foreach (var person in people.Distinct())
        {
            RuleViolation.Unless(await db.WorksHere(person, ct), "ticket.person-unknown", "Nobody of that id works here.", "people");
            db.Add(new SidePerson { PersonId = person, SideConversationId = side.Id });
        }
    }
}

/// <summary>Sends what is said to an address outside as a mail of this thread alone: its references name no mail of the customer's, its subject no ticket.</summary>
internal sealed class SideMails(TicketingDb db, Mailboxes mailboxes)
{
    private const int Remembered = 20;

    public async Task Send(SideConversation side, SideMessage said, CancellationToken ct)
    {
        if (side.Email is not { } to) return;
        var heardAt = await db.Mails.AsNoTracking().Where(m => m.TicketId == side.TicketId && m.Direction == Direction.In).OrderByDescending(m => m.At).Select(m => m.Mailbox).FirstOrDefaultAsync(ct);
        var mailbox = heardAt ?? mailboxes.Of(db.Tenant.Required) ?? throw new RuleViolation("side-conversation.no-mailbox", "The organisation has no mailbox to write from.");
        var before = await db.SideMessages.AsNoTracking().Where(m => m.SideConversationId == side.Id && m.MailId != null).OrderByDescending(m => m.Id).Take(Remembered).Select(m => m.MailId!).ToListAsync(ct);
        said.MailId = Mail.MessageIdOf(said.Id);
        var headers = new Dictionary<string, string> { ["Auto-Submitted"] = "no" };
        var answers = before.Find(MessageIds.IsPlain);
        if (answers is not null) (headers["In-Reply-To"], headers["References"]) = (answers, MessageIds.References(before));
        var (organisation, language) = (await db.Organisations.AsNoTracking().SingleOrDefaultAsync(ct) is { } o ? (OneLine.Of(o.Name), o.Languages.FirstOrDefault() ?? "en") : (null, "en"));
        var subject = OneLine.Of(side.Subject) ?? "…";
        db.Publish(new MailToSend(said.Id, new MailAddress(to, OneLine.Of(side.Name)), new MailAddress(mailbox, organisation), answers is null ? subject : $"Re: {subject}", said.Body, null, language, headers, false), said.Id);
    }
}
