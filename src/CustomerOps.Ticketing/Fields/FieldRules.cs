using System.Text.Json;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Orders;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Fields;

/// <summary>What the rules make of a field on a ticket, customer or order as it is to be.</summary>
/// <param name="Visible">It is there to be filled in.</param>
internal sealed record FieldStanding(TicketField Field, bool Visible, bool Required, bool Forbidden)
{
    public static FieldStanding Of(TicketField field, IFielded thing, IReadOnlyCollection<string> roles, DateTimeOffset now)
    {
        var rules = field.Spec.Rules.Where(r => r.Roles is not { Length: > 0 } only || only.Any(roles.Contains)).ToList();
        var shows = field.Spec.Rules.Where(r => r.Effect == FieldEffect.Visible).ToList();
        var forbidden = Holds(FieldEffect.Forbidden);
        var visible = field.RetiredAt is null && !forbidden && (shows.Count == 0 || Holds(FieldEffect.Visible));
        return new(field, visible, visible && Holds(FieldEffect.Required), forbidden);

        bool Holds(FieldEffect effect) => rules.Exists(r => r.Effect == effect && thing.Meets(r, now));
    }
}

internal static class FieldRules
{
    /// <summary>The values that are there with those that are sent; null takes one away. Each is checked by its field; all that is wrong is told at once.</summary>
    public static string Filled(this IReadOnlyList<TicketField> fields, string stored, IReadOnlyDictionary<string, JsonElement> sent, FieldScope about = FieldScope.Ticket)
    {
        var (values, wrong) = (FieldValues.Read(stored), new Dictionary<string, string[]>());
        foreach (var (key, value) in sent)
        {
            var field = fields.FirstOrDefault(f => f.Key == key);
            if (field is null) wrong[$"fields.{key}"] = [$"There is no such field; GET /{new FieldsOf(about).Path} lists them."];
            else if (value.ValueKind == JsonValueKind.Null) values.Remove(key);
            else if (values.TryGetValue(key, out var there) && JsonElement.DeepEquals(there, value)) continue;
            else if (field.RetiredAt is not null) wrong[$"fields.{key}"] = ["The field is retired and not filled in any more."];
            else if (field.Spec.Wrong(value) is { } why) wrong[$"fields.{key}"] = [why];
            else values[key] = value.Clone();
        }

        if (wrong.Count > 0) throw new RuleViolation($"{new FieldsOf(about).Word}.fields", "Some fields have values that are not taken.", wrong);
        return FieldValues.Write(values);
    }

    /// <summary>Refuses what its fields' rules do not allow to become so. What it was before it may stay.</summary>
    /// <param name="before">Its values before; null for a new one.</param>
    public static void Allow(this IReadOnlyList<TicketField> fields, IFielded thing, string? before, IReadOnlyCollection<string> roles, DateTimeOffset now)
    {
        if (fields.Count == 0) return;
        var (values, old, wrong) = (FieldValues.Read(thing.Fields), FieldValues.Read(before ?? FieldValues.None), new Dictionary<string, string[]>());
        foreach (var standing in fields.Select(f => FieldStanding.Of(f, thing, roles, now)))
        {
            var key = standing.Field.Key;
            var has = values.TryGetValue(key, out var value);
            var isNew = has && !(old.TryGetValue(key, out var was) && JsonElement.DeepEquals(was, value));
            if (standing.Required && !has) wrong[$"fields.{key}"] = [$"{standing.Field.NameIn("en")} is needed now."];
            else if (standing.Forbidden && has) wrong[$"fields.{key}"] = [$"{standing.Field.NameIn("en")} has no place here; take it away."];
            else if (isNew && !standing.Visible) wrong[$"fields.{key}"] = [$"{standing.Field.NameIn("en")} is not filled in here."];
        }

        var word = Kebab<FieldScope>.Of(fields[0].About);
        if (wrong.Count > 0) throw new RuleViolation($"{word}.fields", $"The {word} cannot become so: {string.Join(" ", wrong.Values.Select(w => w[0]))}", wrong);
    }

    /// <summary>Before a save: what staff, or a macro in their name, make of tickets, customers and orders is what the fields' rules allow. Words and machines pass.</summary>
    public static async Task CheckFields(this TicketingDb db, FieldBook book, TimeProvider time, CancellationToken ct)
    {
        if (db.ActingRoles is not { } roles) return;
        await Check<Ticket>(FieldScope.Ticket, true, Watched);
        // Nobody fills anything in where a customer is met for the first time.
        await Check<Customer>(FieldScope.Customer, false, nameof(Customer.Fields));
        await Check<Order>(FieldScope.Order, true, nameof(Order.Fields), nameof(Order.Status), nameof(Order.Branch));

        async Task Check<T>(FieldScope about, bool fromTheStart, params string[] watched) where T : class, IFielded
        {
            var changed = db.ChangeTracker.Entries<T>().Where(e => (fromTheStart && e.State == EntityState.Added) || (e.State == EntityState.Modified && watched.Any(name => e.Property(name).IsModified))).ToList();
            if (changed.Count == 0) return;
            var (fields, now) = (await book.For(db, about, ct), time.Now());
            foreach (var entry in changed) fields.Allow(entry.Entity, entry.State == EntityState.Added ? null : entry.Property(t => t.Fields).OriginalValue, roles, now);
        }
    }

    /// <summary>What rules are about. A message, an assignment or a clock changes none of it, and so may happen to a ticket from before the rule.</summary>
    private static readonly string[] Watched =
        [nameof(Ticket.State), nameof(Ticket.Queue), nameof(Ticket.Tier), nameof(Ticket.Priority), nameof(Ticket.Tags), nameof(Ticket.Branch), nameof(Ticket.OrderId), nameof(Ticket.Fields)];
}
