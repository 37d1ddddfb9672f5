using System.Globalization;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Views;

/// <summary>The orders a list of tickets can have; each has an index.</summary>
internal enum TicketSort
{
    /// <summary>Newest first.</summary>
    Created,
    /// <summary>Changed last, first.</summary>
    Updated,
    Oldest,
    /// <summary>Most urgent first, of those the oldest.</summary>
    Priority,
    /// <summary>The promise that ends next, first.</summary>
    Due,
    /// <summary>The customer who has waited longest for an answer, first.</summary>
    Waiting,
}

/// <summary>Pages of tickets in one of the orders.</summary>
internal static class TicketOrder
{
    public static async Task<Page<TicketView>> Page(IQueryable<Ticket> tickets, TicketSort sort, int limit, string? after, CancellationToken ct)
    {
        var rows = await Ordered(After(tickets, sort, Paging.Read<string>(after)), sort).TakePage(limit).Select(TicketRow.Shown).ToListAsync(ct);
        return Paging.Cut(rows, limit, r => (Key(r, sort), r.View.Id), r => r.View);
    }

    private static IQueryable<Ticket> Ordered(IQueryable<Ticket> tickets, TicketSort sort) => sort switch
    {
        TicketSort.Created => tickets.OrderByDescending(t => t.Id),
        TicketSort.Oldest => tickets.OrderBy(t => t.Id),
        TicketSort.Priority => tickets.OrderByDescending(t => t.Priority).ThenBy(t => t.Id),
        TicketSort.Updated => tickets.OrderByDescending(t => t.UpdatedAt).ThenByDescending(t => t.Id),
        // Every ticket has clocks; said in so many words, the database walks them in their order.
        TicketSort.Due => tickets.Where(t => t.Clocks.DueOrder > DateTimeOffset.UnixEpoch).OrderBy(t => t.Clocks.DueOrder).ThenBy(t => t.Clocks.Id),
        _ => tickets.OrderBy(t => t.WaitsOrder).ThenBy(t => t.Id),
    };

    /// <summary>A cursor names its order, so that one of another list is refused.</summary>
    private static string Key(TicketRow row, TicketSort sort) => sort switch
    {
        TicketSort.Created or TicketSort.Oldest => Kebab<TicketSort>.Of(sort),
        TicketSort.Priority => Kebab<Priority>.Of(row.View.Priority),
        TicketSort.Updated => row.View.UpdatedAt.ToString("O", CultureInfo.InvariantCulture),
        TicketSort.Due => row.DueOrder.ToString("O", CultureInfo.InvariantCulture),
        _ => row.WaitsOrder.ToString("O", CultureInfo.InvariantCulture),
    };

    private static IQueryable<Ticket> After(IQueryable<Ticket> tickets, TicketSort sort, (string Key, Guid Id)? cursor)
    {
        if (cursor is not var (key, id)) return tickets;
        switch (sort)
        {
            case TicketSort.Created when key == Kebab<TicketSort>.Of(sort): return tickets.Where(t => t.Id < id);
            case TicketSort.Oldest when key == Kebab<TicketSort>.Of(sort): return tickets.Where(t => t.Id > id);
            case TicketSort.Priority when Kebab<Priority>.Knows(key) && Kebab<Priority>.Stored(key) is var priority:
                return tickets.Where(t => t.Priority <= priority && (t.Priority < priority || t.Id > id));
            case TicketSort.Updated when Time(key) is { } at: return tickets.Where(t => EF.Functions.LessThan(ValueTuple.Create(t.UpdatedAt, t.Id), ValueTuple.Create(at, id)));
            case TicketSort.Due when Time(key) is { } at: return tickets.Where(t => EF.Functions.GreaterThan(ValueTuple.Create(t.Clocks.DueOrder, t.Clocks.Id), ValueTuple.Create(at, id)));
            case TicketSort.Waiting when Time(key) is { } at: return tickets.Where(t => EF.Functions.GreaterThan(ValueTuple.Create(t.WaitsOrder, t.Id), ValueTuple.Create(at, id)));
            default: throw new RuleViolation("request.cursor", "after is not a cursor of this list.", "after");
        }
    }

    private static DateTimeOffset? Time(string key) =>
        DateTimeOffset.TryParseExact(key, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : null;
}
