using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Fields;
using CustomerOps.Ticketing.Views;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Tickets;

/// <param name="Assignee">A person's id, <c>me</c> or <c>none</c>.</param>
/// <param name="Requester">The customer's e-mail address.</param>
/// <param name="Field">A value of one of the organisation's own fields: <c>key:value</c>; may be named several times.</param>
/// <param name="UpdatedSince">Changed at this time or later.</param>
/// <param name="OlderThanMinutes">Came in at least so long ago.</param>
/// <param name="CustomerWaitsMinutes">The customer has waited for an answer for at least so long.</param>
/// <param name="DueWithinMinutes">A running promise ends within so long; 0: is missed.</param>
/// <param name="Sort">created (default): newest first. updated: changed last first. oldest. priority: most urgent first. due: next promise first. waiting: longest waiting customer first.</param>
internal sealed record TicketFilter(
    [property: Word<TicketState>] string? State, [property: Text(50)] string? Queue, [property: PersonOrNone] string? Assignee, [property: Text(254)] string? Requester, [property: Word<Origin>] string? Origin,
    [property: Word<Channel>] string? Channel, [property: Word<Priority>] string? Priority, [property: Word<Tier>] string? Tier, [property: LanguageTag] string? Language, [property: Text(50)] string? Branch,
    [property: Text(50)] string? Tag, Guid? OrderId, [property: Minutes] int? OlderThanMinutes, [property: Minutes] int? CustomerWaitsMinutes, [property: Minutes] int? DueWithinMinutes,
    DateTimeOffset? UpdatedSince, [property: FieldAsked] string[]? Field, [property: Word<TicketSort>] string? Sort, int? Limit, [property: Text(500)] string? After)
{
    public TicketConditions Conditions() => new(
        Of<TicketState>(State), Of(Queue), Assignee, Of<Tier>(Tier), Of<Priority>(Priority), Of<Channel>(Channel), Of(Language), Of(Branch), Of(Tag), Kebab<Origin>.Read(Origin),
        OlderThanMinutes, null, null, CustomerWaitsMinutes, DueWithinMinutes, Requester, OrderId, Field is { Length: > 0 } asked ? [.. asked.Select(FieldAskedAttribute.Read)] : null);

    private static T[]? Of<T>(string? word) where T : struct, Enum => Kebab<T>.Read(word) is { } value ? [value] : null;

    private static string[]? Of(string? text) => text is null ? null : [text];
}

internal static class ListTickets
{
    public static async Task<Page<TicketView>> Handle([AsParameters] TicketFilter filter, TicketingDb db, FieldBook book, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var limit = Paging.Limit(filter.Limit);
        var conditions = filter.Conditions();
        await conditions.CheckFields(db, book, "field", ct);
        var tickets = conditions.Of(db.Tickets.AsNoTracking(), caller.SubjectId, time.Now());
        if (filter.UpdatedSince?.ToUniversalTime() is { } since) tickets = tickets.Where(t => t.UpdatedAt >= since);
        return await TicketOrder.Page(tickets, Kebab<TicketSort>.Read(filter.Sort) ?? TicketSort.Created, limit, filter.After, ct);
    }
}
