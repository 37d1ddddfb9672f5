using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Views;

namespace CustomerOps.Ticketing.Fields;

/// <summary>Fields asked for in an address: <c>cause:worn-out</c>, each a condition. Numbers, true and false are what they look like; a text that looks so is asked for in quotes: <c>note:"12"</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class FieldAskedAttribute() : ValidationAttribute($"Is key:value, at most {TicketConditions.MostFields} of them.")
{
    private static readonly FieldKeyAttribute Key = new();

    public override bool IsValid(object? value) => value is null || (value is string[] { Length: <= TicketConditions.MostFields } asked && asked.All(a => a.Split(':', 2) is [var key, var its] && key.Length > 0 && Key.IsValid(key) && TextAttribute.Fits(its, FieldLimits.LongestText)));

    public static FieldTest Read(string asked)
    {
        var parts = asked.Split(':', 2);
        return new FieldTest(parts[0], FieldIs.Equal, Value(parts[1]));
    }

    private static JsonElement Value(string text)
    {
        try
        {
            using var read = JsonDocument.Parse(text);
            if (read.RootElement.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False or JsonValueKind.String) return read.RootElement.Clone();
        }
        catch (JsonException) { /* It is a text as it stands. */ }

        return JsonSerializer.SerializeToElement(text);
    }
}

internal static class AskedFields
{
    /// <summary>Refuses conditions on fields there are not, or that their values cannot meet.</summary>
    public static async ValueTask CheckFields(this TicketConditions conditions, TicketingDb db, FieldBook book, string at, CancellationToken ct)
    {
        if (conditions.Fields is not { Length: > 0 } tests) return;
        var fields = await book.For(db, ct);
        for (var i = 0; i < tests.Length; i++) tests[i].Check(fields, $"{at}[{i}]");
    }

    /// <summary>What a list of customers or orders is asked for by fields; refused like the conditions of tickets.</summary>
    public static async ValueTask<IQueryable<T>> WithFields<T>(this IQueryable<T> things, string[]? asked, FieldScope about, TicketingDb db, FieldBook book, CancellationToken ct) where T : class, IFielded
    {
        if (asked is not { Length: > 0 }) return things;
        var fields = await book.For(db, about, ct);
        foreach (var (test, i) in asked.Select((a, i) => (FieldAskedAttribute.Read(a), i)))
        {
            test.Check(fields, $"field[{i}]", about);
            things = test.Of(things);
        }

        return things;
    }

    /// <summary>Refuses a step that would set what is not there, or to what it cannot be.</summary>
    public static async ValueTask FieldToSet(this TicketingDb db, FieldBook book, string key, JsonElement? value, string at, CancellationToken ct)
    {
        var field = (await book.For(db, ct)).FirstOrDefault(f => f.Key == key && f.RetiredAt is null);
        RuleViolation.Unless(field is not null, "field.unknown", $"There is no field {key}; GET /ticket-fields lists them.", $"{at}.field");
        var wrong = value is { } given ? field!.Spec.Wrong(given) : null;
        RuleViolation.Unless(wrong is null, "ticket.fields", wrong ?? "", $"{at}.value");
    }
}
