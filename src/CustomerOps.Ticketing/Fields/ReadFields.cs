using System.Text.Json;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Orders;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Fields;

internal static class ListFields
{
    public static Task<Page<FieldView>> Handle(FieldsOf of, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct) =>
        db.Set<TicketField>().AsNoTracking().Where(f => f.About == of.Scope).OldestFirst(limit, after, f => f.Id, FieldView.Of, ct);
}

internal static class GetField
{
    public static async Task<Tagged<FieldView>> Handle(Guid id, FieldsOf of, TicketingDb db, CancellationToken ct)
    {
        var field = await db.Set<TicketField>().AsNoTracking().SingleOrDefaultAsync(f => f.About == of.Scope && f.Id == id, ct) ?? throw new NotFound(of.Thing);
        return Tagged.Ok(FieldView.Of(field), field.Version);
    }
}

/// <summary>A field on one ticket, customer or order: what it has, and what the caller may and must do.</summary>
/// <param name="Name">In the language asked for.</param>
/// <param name="Value">Null where it has none.</param>
/// <param name="Shown">The value in words of that language.</param>
/// <param name="Visible">It is to be filled in here, by the caller. What is not visible and has a value is shown for reading.</param>
/// <param name="Required">It must have a value as it is now.</param>
internal sealed record FieldOnTicket(string Key, FieldKind Kind, string Name, JsonElement? Value, string? Shown, bool Visible, bool Required);

/// <param name="Items">Those visible, or with a value; in their order.</param>
internal sealed record FieldsOnTicket(IReadOnlyList<FieldOnTicket> Items);

internal static class ShowFields
{
    /// <param name="id">The ticket.</param>
    /// <param name="language">BCP 47; the ticket's own without.</param>
    /// <param name="state">As if it were in this state: what must be there before it is solved.</param>
    public static async Task<FieldsOnTicket> Handle(Guid id, [LanguageTag] string? language, [Word<TicketState>] string? state, TicketingDb db, FieldBook book, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var ticket = await db.Tickets.AsNoTracking().Include(t => t.Customer).SingleOrDefaultAsync(t => t.Id == id, ct) ?? throw new NotFound("ticket");
        ticket.Imagine(Kebab<TicketState>.Read(state));
        return (await book.For(db, ct)).On(ticket, language ?? ticket.Language, caller, time.Now());
    }

    public static FieldsOnTicket On(this IReadOnlyList<TicketField> fields, IFielded thing, string tongue, Caller caller, DateTimeOffset now)
    {
        var values = FieldValues.Read(thing.Fields);
        var standings = fields.Select(f => FieldStanding.Of(f, thing, caller.Roles, now));
        return new([.. standings.Where(s => s.Visible || values.ContainsKey(s.Field.Key)).Select(s => values.TryGetValue(s.Field.Key, out var value)
            ? new FieldOnTicket(s.Field.Key, s.Field.Spec.Kind, s.Field.NameIn(tongue), value, s.Field.Shown(value, tongue), s.Visible, s.Required)
            : new FieldOnTicket(s.Field.Key, s.Field.Spec.Kind, s.Field.NameIn(tongue), null, null, s.Visible, s.Required))]);
    }
}

internal static class ShowCustomerFields
{
    /// <param name="id">The customer's record.</param>
    /// <param name="language">BCP 47; the customer's own without.</param>
    public static async Task<FieldsOnTicket> Handle(Guid id, [LanguageTag] string? language, TicketingDb db, FieldBook book, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var customer = await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotFound("customer");
        return (await book.For(db, FieldScope.Customer, ct)).On(customer, language ?? customer.Language ?? "en", caller, time.Now());
    }
}

internal static class ShowOrderFields
{
    /// <param name="id">The order.</param>
    /// <param name="language">BCP 47; English without.</param>
    /// <param name="status">As if it had this status: what must be there before it is cancelled.</param>
    public static async Task<FieldsOnTicket> Handle(Guid id, [LanguageTag] string? language, [Word<OrderStatus>] string? status, TicketingDb db, FieldBook book, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var order = await db.Orders.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, ct) ?? throw new NotFound("order");
        order.Imagine(Kebab<OrderStatus>.Read(status));
        return (await book.For(db, FieldScope.Order, ct)).On(order, language ?? "en", caller, time.Now());
    }
}
