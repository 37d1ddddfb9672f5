using System.Globalization;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Tickets;

internal enum TicketSort { Created, Updated }

/// <param name="Assignee">A person's id, or <c>none</c>.</param>
/// <param name="Requester">The customer's e-mail address.</param>
/// <param name="UpdatedSince">Changed at this time or later.</param>
/// <param name="Sort">created (default) or updated; newest first.</param>
internal sealed record TicketFilter(
    [property: Word<TicketState>] string? State, [property: Text(50)] string? Queue, [property: PersonOrNone] string? Assignee, [property: Text(254)] string? Requester, [property: Word<Origin>] string? Origin,
    [property: Word<Channel>] string? Channel, [property: Word<Priority>] string? Priority, Guid? OrderId, DateTimeOffset? UpdatedSince, [property: Word<TicketSort>] string? Sort, int? Limit, [property: Text(500)] string? After);

internal static class ListTickets
{
    private const string ByCreation = "created";

    public static async Task<Page<TicketView>> Handle([AsParameters] TicketFilter filter, TicketingDb db, CancellationToken ct)
    {
        var limit = Paging.Limit(filter.Limit);
        var byUpdate = Kebab<TicketSort>.Read(filter.Sort) == TicketSort.Updated;
        var tickets = After(Filtered(db.Tickets.AsNoTracking(), filter), Paging.Read<string>(filter.After), byUpdate);
        tickets = byUpdate ? tickets.OrderByDescending(t => t.UpdatedAt).ThenByDescending(t => t.Id) : tickets.OrderByDescending(t => t.Id);
        var rows = await tickets.Take(limit + 1).Select(TicketRow.Shown).ToListAsync(ct);
        return Paging.Cut(rows, limit, r => (byUpdate ? r.View.UpdatedAt.ToString("O", CultureInfo.InvariantCulture) : ByCreation, r.View.Id), r => r.View);
    }

    private static IQueryable<Ticket> Filtered(IQueryable<Ticket> tickets, TicketFilter filter)
    {
        if (Kebab<TicketState>.Read(filter.State) is { } state) tickets = tickets.Where(t => t.State == state);
        if (filter.Queue is { } queue) tickets = tickets.Where(t => t.Queue == queue);
        if (filter.Assignee == PersonOrNoneAttribute.None) tickets = tickets.Where(t => t.AssigneeId == null);
        else if (filter.Assignee is { } person && Guid.Parse(person) is var id) tickets = tickets.Where(t => t.AssigneeId == id);
        if (EmailAddress.Normalise(filter.Requester) is { } email) tickets = tickets.Where(t => t.Customer.Email == email);
        if (Kebab<Origin>.Read(filter.Origin) is { } origin) tickets = origin == Tickets.Origin.Contact ? tickets.Where(t => t.Origin == origin) : tickets.Where(t => t.Origin != Tickets.Origin.Contact && t.Origin == origin);
        if (Kebab<Channel>.Read(filter.Channel) is { } channel) tickets = tickets.Where(t => t.Channel == channel);
        if (Kebab<Priority>.Read(filter.Priority) is { } priority) tickets = tickets.Where(t => t.Priority == priority);
        if (filter.OrderId is { } order) tickets = tickets.Where(t => t.OrderId == order);
        if (filter.UpdatedSince?.ToUniversalTime() is { } since) tickets = tickets.Where(t => t.UpdatedAt >= since);
        return tickets;
    }

    private static IQueryable<Ticket> After(IQueryable<Ticket> tickets, (string Sort, Guid Id)? cursor, bool byUpdate)
    {
        if (cursor is not var (sort, id)) return tickets;
        if (!byUpdate && sort == ByCreation) return tickets.Where(t => t.Id < id);
        if (!byUpdate || !DateTimeOffset.TryParseExact(sort, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            throw new RuleViolation("request.cursor", "after is not a cursor of this list.", "after");
        var utc = at.ToUniversalTime();
        return tickets.Where(t => EF.Functions.LessThan(ValueTuple.Create(t.UpdatedAt, t.Id), ValueTuple.Create(utc, id)));
    }
}
