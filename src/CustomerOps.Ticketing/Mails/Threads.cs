using CustomerOps.Contracts.Partners;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Participants;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Mails;

/// <summary>Which ticket a mail belongs to.</summary>
internal static class Threads
{
    /// <summary>
    /// By the mails it answers or quotes, the nearest first. Else by a number in the subject, which anybody can write there:
    /// it counts only where the sender takes part in that ticket already.
    /// </summary>
    public static async Task<Ticket?> FindThread(this TicketingDb db, MailReceived told, Customer? sender, CancellationToken ct)
    {
        string[] ids = [.. new[] { told.Bounce?.OriginalMessageId, told.InReplyTo }.Concat(told.References.Reverse()).Append(told.MessageId).OfType<string>().Distinct()];
        var known = ids.Length == 0 ? [] : await db.Mails.Where(m => m.TicketId != null && ids.Contains(m.MessageId)).OrderByDescending(m => m.At).Select(m => new { m.MessageId, m.TicketId }).ToListAsync(ct);
        if (ids.Select(id => known.FirstOrDefault(k => k.MessageId == id)).FirstOrDefault(k => k is not null) is { TicketId: { } ticketId }) return await db.GoingOn(await db.TicketToChange(ticketId, ct), ct);
        if (sender is null || MailWords.TicketNumber(told.Subject) is not { } number) return null;
        var records = db.RecordsOf(sender.Id);
        var named = await db.Tickets.Include(t => t.Customer).SingleOrDefaultAsync(
            t => t.Number == number && (records.Contains(t.CustomerId) || db.Set<Participant>().Any(p => p.TicketId == t.Id && p.Email == sender.Email) || db.Messages.Any(m => m.TicketId == t.Id && m.AuthorKind == AuthorKind.Customer && m.AuthorId == sender.Id)), ct);
        return named is null ? null : await db.GoingOn(named, ct);
    }

    /// <summary>The newest ticket that goes on where this one ended, if there is one already.</summary>
    public static async Task<Ticket?> GoesOnIn(this TicketingDb db, Ticket ended, CancellationToken ct) =>
        await db.Tickets.Include(t => t.Customer).Where(t => t.FollowsTicketId == ended.Id && t.Origin == Origin.Contact).OrderByDescending(t => t.Id).FirstOrDefaultAsync(ct);
}
