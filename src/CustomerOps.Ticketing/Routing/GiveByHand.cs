using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Organisations;
using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Routing;

internal static class GiveByHand
{
    /// <summary>
    /// Refuses where the person has no right to own tickets of the queue, or as many as somebody said they may have. Usual limits bind routing only. Called in a transaction,
    /// and holds the organisation's routing until it ends.
    /// </summary>
    public static async Task MayBeGiven(this TicketingDb db, Ticket ticket, Person person, bool overCapacity, CancellationToken ct)
    {
        RuleViolation.Unless((await db.QueueNamed(ticket.Queue, ct)).Allows(QueueRight.Own, person.Id, person.Roles), "ticket.no-right-to-own", "The person is not given tickets of this queue.", "personId");
        if (overCapacity || ticket.AssigneeId == person.Id) return;
        await db.LockRouting(ct);
        if (await db.SaidLimit(person.Id, ticket.Channel, ct) is not { } limit) return;
        var carried = await db.Carried(person.Id, ticket.Channel, ct);
        RuleViolation.Unless(carried < limit, "ticket.person-full", $"They have {carried} open tickets of this channel already and their limit is {limit}; a lead may go beyond it with overCapacity.");
    }

    /// <summary>The limit somebody set; null where the usual one holds.</summary>
    public static async Task<int?> SaidLimit(this TicketingDb db, Guid personId, Channel channel, CancellationToken ct) =>
        (await db.Set<RoutingPerson>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId, ct))?.Limits.Said(channel) ?? (await db.RoutingRules(ct)).Limits.Said(channel);

    public static async Task<int> Carried(this TicketingDb db, Guid personId, Channel channel, CancellationToken ct) =>
        (await db.Carried([personId], ct))[personId].Where(c => c.Key == channel).Sum(c => c.Value);
}
