using System.ComponentModel.DataAnnotations;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Fields;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Views;

/// <summary>Which tickets a list shows: all that fulfil every condition that is set. Of several values one is enough; of several tags all must be there.</summary>
/// <param name="Assignee">A person's id, <c>me</c> or <c>none</c>.</param>
/// <param name="OlderThanMinutes">Came in at least so long ago.</param>
/// <param name="NewerThanMinutes">Came in at most so long ago.</param>
/// <param name="UntouchedMinutes">Nothing happened for at least so long.</param>
/// <param name="CustomerWaitsMinutes">The customer has waited for an answer for at least so long.</param>
/// <param name="DueWithinMinutes">A running promise ends within so long; 0: is missed.</param>
/// <param name="Requester">The customer's e-mail address.</param>
/// <param name="Fields">Of the organisation's own fields.</param>
internal sealed partial record TicketConditions(
    [MaxLength(6)] TicketState[]? States = null, [Labels(20, 50)] string[]? Queues = null, [PersonOrNone] string? Assignee = null, [MaxLength(5)] Tier[]? Tiers = null,
    [MaxLength(4)] Priority[]? Priorities = null, [MaxLength(6)] Channel[]? Channels = null, [Labels(20, 20)] string[]? Languages = null, [Labels(20, 50)] string[]? Branches = null,
    [Labels(10, 50)] string[]? Tags = null, Origin? Origin = null, [Minutes] int? OlderThanMinutes = null, [Minutes] int? NewerThanMinutes = null,
    [Minutes] int? UntouchedMinutes = null, [Minutes] int? CustomerWaitsMinutes = null,
    [Minutes] int? DueWithinMinutes = null, [Text(254)] string? Requester = null, Guid? OrderId = null,
    [MaxLength(TicketConditions.MostFields)] FieldTest[]? Fields = null)
{
    public const int MostFields = 10;

    /// <param name="tickets">All.</param>
    /// <param name="me">Whom <c>me</c> means.</param>
    /// <param name="now">What the ages are counted from.</param>
    public IQueryable<Ticket> Of(IQueryable<Ticket> tickets, Guid me, DateTimeOffset now)
    {
        // Written into the statement: the plan PostgreSQL keeps for a prepared one could otherwise not use the indexes of unsettled tickets.
        if (States is { Length: > 0 } states) tickets = tickets.Where(t => EF.Constant(states).Contains(t.State));
        if (Queues is { Length: > 0 } queues) tickets = tickets.Where(t => queues.Contains(t.Queue));
        if (PersonOrNoneAttribute.Read(Assignee, me) is (true, var person)) tickets = tickets.Where(t => t.AssigneeId == person);
        if (Tiers is { Length: > 0 } tiers) tickets = tickets.Where(t => tiers.Contains(t.Tier));
        if (Priorities is { Length: > 0 } priorities) tickets = tickets.Where(t => priorities.Contains(t.Priority));
        if (Channels is { Length: > 0 } channels) tickets = tickets.Where(t => channels.Contains(t.Channel));
        if (Languages is { Length: > 0 } languages) tickets = tickets.Where(t => languages.Contains(t.Language));
        if (Branches is { Length: > 0 } branches) tickets = tickets.Where(t => t.Branch != null && branches.Contains(t.Branch));
        if (Tags is { Length: > 0 } tags) tickets = tickets.Where(t => tags.All(tag => t.Tags.Contains(tag)));
        // Its index holds the rare ones only.
        if (Origin is { } origin) tickets = origin == Tickets.Origin.Contact ? tickets.Where(t => t.Origin == origin) : tickets.Where(t => t.Origin != Tickets.Origin.Contact && t.Origin == origin);
        if (EmailAddress.Normalise(Requester) is { } email) tickets = tickets.Where(t => t.Customer.Email == email);
        if (OrderId is { } order) tickets = tickets.Where(t => t.OrderId == order);
        tickets = (Fields ?? []).Aggregate(tickets, (some, test) => test.Of(some));
        return ByTime(tickets, now);
    }

    private IQueryable<Ticket> ByTime(IQueryable<Ticket> tickets, DateTimeOffset now)
    {
        if (Ago(OlderThanMinutes) is { } older) tickets = tickets.Where(t => t.CreatedAt <= older);
        if (Ago(NewerThanMinutes) is { } newer) tickets = tickets.Where(t => t.CreatedAt >= newer);
        if (Ago(UntouchedMinutes) is { } untouched) tickets = tickets.Where(t => t.UpdatedAt <= untouched);
        if (Ago(CustomerWaitsMinutes) is { } waiting) tickets = tickets.Where(t => t.WaitsOrder <= waiting);
        if (DueWithinMinutes is { } within && now.AddMinutes(within) is var due) tickets = tickets.Where(t => t.Clocks.DueOrder <= due);
        return tickets;

        DateTimeOffset? Ago(int? minutes) => minutes is { } m ? now.AddMinutes(-m) : null;
    }
}
