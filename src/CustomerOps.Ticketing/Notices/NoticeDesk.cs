using CustomerOps.Contracts.Mail;
using CustomerOps.Ticketing.Mails;
using CustomerOps.Ticketing.Orders;
using CustomerOps.Ticketing.Sla;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Notices;

/// <summary>Writes to an order's customer, once about each thing, where the organisation wants it and has a mailbox.</summary>
internal sealed class NoticeDesk(TicketingDb db, Mailboxes mailboxes, SlaRulebook rulebook, TimeProvider time)
{
    public async Task<OrderNotice?> Enabled(NoticeKind kind, CancellationToken ct) => await db.Set<OrderNotice>().AsNoTracking().SingleOrDefaultAsync(n => n.Kind == kind && n.Enabled, ct);

    /// <summary>The caller saves: the mail leaves when what it tells of is stored.</summary>
    /// <param name="order">With its customer.</param>
    /// <param name="values">Of the variables; the customer's and the organisation's names are put in here.</param>
    public async Task Send(NoticeKind kind, Order order, string about, IReadOnlyDictionary<string, string?> values, CancellationToken ct)
    {
        if (await Enabled(kind, ct) is not { } notice || order.Customer.Email is not { } email || mailboxes.Of(db.Tenant.Required) is not { } mailbox) return;
        if (await db.Set<SentNotice>().AnyAsync(n => n.OrderId == order.Id && n.Kind == kind && n.About == about, ct)) return;
        var (house, organisation, mail) = ((await rulebook.For(db, ct)).Language, await db.Organisations.AsNoTracking().Select(o => o.Name).SingleOrDefaultAsync(ct) ?? "", Guid.CreateVersion7());
        var language = order.Customer.Language ?? house;
        var all = new Dictionary<string, string?>(values) { ["name"] = OneLine.Of(order.Customer.Name, 300), ["organisation"] = organisation };
        db.Add(new SentNotice { OrderId = order.Id, Kind = kind, About = about, MailId = mail, SentAt = time.Now() });
        db.Publish(new MailToSend(mail, new MailAddress(email, OneLine.Of(order.Customer.Name)), new MailAddress(mailbox, OneLine.Of(organisation)), OneLine.Of(NoticeText.Fill(notice.SubjectIn(language, house), all), 300) ?? "…",
            NoticeText.Fill(notice.TextIn(language, house), all), null, language, new Dictionary<string, string> { ["Auto-Submitted"] = "auto-generated" }, false), mail);
    }
}
