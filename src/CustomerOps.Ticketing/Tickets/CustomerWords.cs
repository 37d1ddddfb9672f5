using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Mails;
using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Sla;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>What a customer says, by whatever way it comes: a mail, the portal, or a word staff wrote down.</summary>
internal sealed class CustomerWords(TicketingDb db, TicketNumbers numbers, SlaRulebook rulebook)
{
    private const int MostSteps = 50;

    /// <summary>The ticket a word on <paramref name="thread"/> is said on: itself where it is open or may open again, else the last one that goes on from it.</summary>
    /// <returns>That ticket; when it does not hear any more, a new one must follow it.</returns>
    public async Task<(Ticket Last, bool Hears)> Hearer(Ticket thread, DateTimeOffset now, CancellationToken ct)
    {
        for (var step = 0; ; step++)
        {
            thread = await db.GoingOn(thread, ct);
            if (thread.Reopens(await db.QueueNamed(thread.Queue, ct), now)) return (thread, true);
            if (step == MostSteps || await db.GoesOnIn(thread, ct) is not { } next) return (thread, false);
            thread = next;
        }
    }

    /// <summary>Says it there, or opens the ticket that goes on. The caller saves.</summary>
    public async Task<(Ticket Ticket, Message Said)> Take(Ticket thread, Customer customer, string body, Channel channel, DateTimeOffset now, CancellationToken ct)
    {
        var (last, hears) = await Hearer(thread, now, ct);
        if (hears) return (last, await Say(last, Author.Of(customer), body, now, ct));
        var order = last.OrderId is { } about && await db.HasOrder(customer.Id, about, ct) ? last.OrderId : null;
        var contact = new Contact(
            await numbers.Next(db.Tenant.Required, ct), customer, channel, Origin.Contact, last.Subject, last.Language, Priority.Normal, Tier.Representative, last.Branch, order,
            FollowsTicketId: last.Id, Queue: QueueOf(last));
        return db.Begin(contact, Author.Of(customer), Visibility.Public, body, await rulebook.For(db, ct), now);
    }

    public async Task<Message> Say(Ticket ticket, Author customer, string body, DateTimeOffset now, CancellationToken ct)
    {
        await db.OpenAgain(ticket, now, ct);
        var said = ticket.Say(customer, Visibility.Public, body, now);
        db.Add(said);
        return said;
    }

    /// <summary>A queue of the organisation's own goes on with what it had; a tier is asked anew.</summary>
    public static string? QueueOf(Ticket ended) => Queues.All.Contains(ended.Queue) ? null : ended.Queue;
}
