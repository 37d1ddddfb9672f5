using System.Text.Json;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Orders;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Fields;

/// <summary>What is asked of a field's value. Of several choices <c>equal</c> asks whether one of them is it.</summary>
internal enum FieldIs { Equal, Not, AtLeast, AtMost, Set, NotSet }

/// <summary>A condition on one of the organisation's own fields.</summary>
/// <param name="Value">Text, a choice's key, a number, a day, true or false; none with set and not-set.</param>
internal sealed record FieldTest([FieldKey] string Field, FieldIs Is = FieldIs.Equal, JsonElement? Value = null)
{
    public IQueryable<T> Of<T>(IQueryable<T> things) where T : class, IFielded
    {
        var (key, one, many) = (Field, Json(v => v), Json(v => new[] { v }));
        var order = Value is { } value ? FieldValues.Order(value) : null;
        return Is switch
        {
            FieldIs.Equal => things.Where(t => EF.Property<string>(t, nameof(IFielded.Fields)) != FieldValues.None && (EF.Functions.JsonContains(EF.Property<string>(t, nameof(IFielded.Fields)), one) || EF.Functions.JsonContains(EF.Property<string>(t, nameof(IFielded.Fields)), many))),
            FieldIs.Not => things.Where(t => !EF.Functions.JsonContains(EF.Property<string>(t, nameof(IFielded.Fields)), one) && !EF.Functions.JsonContains(EF.Property<string>(t, nameof(IFielded.Fields)), many)),
            FieldIs.Set => things.Where(t => EF.Property<string>(t, nameof(IFielded.Fields)) != FieldValues.None && EF.Functions.JsonExists(EF.Property<string>(t, nameof(IFielded.Fields)), key)),
            FieldIs.NotSet => things.Where(t => !EF.Functions.JsonExists(EF.Property<string>(t, nameof(IFielded.Fields)), key)),
            FieldIs.AtLeast => things.Where(t => EF.Property<string>(t, nameof(IFielded.Fields)) != FieldValues.None && FieldSql.Number(EF.Property<string>(t, nameof(IFielded.Fields)), key) >= order),
            _ => things.Where(t => EF.Property<string>(t, nameof(IFielded.Fields)) != FieldValues.None && FieldSql.Number(EF.Property<string>(t, nameof(IFielded.Fields)), key) <= order),
        };
    }

    /// <summary>The same of one at hand.</summary>
    public bool Holds(IReadOnlyDictionary<string, JsonElement> values)
    {
        var has = values.TryGetValue(Field, out var value);
        return Is switch
        {
            FieldIs.Set => has,
            FieldIs.NotSet => !has,
            FieldIs.Equal => has && IsIt(value),
            FieldIs.Not => !has || !IsIt(value),
            _ => has && FieldValues.Order(value) is { } its && FieldValues.Order(Value!.Value) is { } asked && (Is == FieldIs.AtLeast ? its >= asked : its <= asked),
        };
    }

    /// <summary>Refuses what no field can answer.</summary>
    public void Check(IReadOnlyList<TicketField> fields, string at, FieldScope about = FieldScope.Ticket)
    {
        var field = fields.FirstOrDefault(f => f.Key == Field);
        RuleViolation.Unless(field is not null, "field.unknown", $"There is no field {Field}; GET /{new FieldsOf(about).Path} lists them.", $"{at}.field");
        RuleViolation.Unless(Is is FieldIs.Set or FieldIs.NotSet == Value is null, "field.condition", "set and not-set take no value, the others do.", $"{at}.value");
        if (Value is not { } value) return;
        var kind = field!.Spec.Kind;
        var fits = Is is FieldIs.AtLeast or FieldIs.AtMost
            ? kind is FieldKind.Number or FieldKind.Amount or FieldKind.Date && FieldValues.Order(value) is not null
            : kind switch
            {
                FieldKind.Number or FieldKind.Amount => value.ValueKind == JsonValueKind.Number,
                FieldKind.YesNo => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
                FieldKind.Choice or FieldKind.Choices => field.Spec.Choices.Any(c => value.ValueKind == JsonValueKind.String && c.Key == value.GetString()),
                _ => value.ValueKind == JsonValueKind.String && TextAttribute.Fits(value.GetString(), FieldLimits.LongestText),
            };
        RuleViolation.Unless(fits, "field.condition", $"{Kebab<FieldIs>.Of(Is)} with this value asks nothing of a field of the kind {Kebab<FieldKind>.Of(kind)}.", $"{at}.value");
    }

    private bool IsIt(JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Any(v => JsonElement.DeepEquals(v, Value!.Value)) : JsonElement.DeepEquals(value, Value!.Value);

    private string Json(Func<JsonElement, object> shape) => Value is { } value ? JsonSerializer.Serialize(new Dictionary<string, object> { [Field] = shape(value) }) : FieldValues.None;
}

internal static class FieldSql
{
    /// <summary>In the database only: <c>field_number</c>.</summary>
    public static decimal? Number(string fields, string field) => throw new InvalidOperationException("The database answers this.");

    public static void MapFields(this ModelBuilder modelBuilder)
    {
        foreach (var thing in (Type[])[typeof(Ticket), typeof(Customer), typeof(Order)]) modelBuilder.Entity(thing).Property(nameof(IFielded.Fields)).HasColumnType("jsonb");
        var number = modelBuilder.HasDbFunction(((Func<string, string, decimal?>)Number).Method).HasName("field_number");
        number.HasParameter("fields").HasStoreType("jsonb");
    }
}
