using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Orders;
using CustomerOps.Ticketing.Views;

namespace CustomerOps.Ticketing.Fields;

/// <summary>What a value of a field is: text; a whole number; a number with up to four decimals; a day (<c>2026-01-31</c>); true or false; one choice, or several, by key.</summary>
internal enum FieldKind { Text, Number, Amount, Date, YesNo, Choice, Choices }

/// <summary>What a rule demands while its conditions hold: a value; none; that the field is to be filled in at all (a field with such rules is only there while one of them holds).</summary>
internal enum FieldEffect { Required, Forbidden, Visible }

/// <param name="Key">Stays; tickets keep it.</param>
/// <param name="Names">By language.</param>
/// <param name="Retired">Not chosen any more; tickets that have it keep it.</param>
internal sealed record FieldChoice([FieldKey] string Key, [MinLength(1), TextsByLanguage(100)] Dictionary<string, string> Names, bool Retired = false);

/// <param name="When">Of the ticket as it is to become: <c>states: [solved]</c> is asked before it is solved. Without conditions: always. Of customers only languages, branches and fields are asked, of orders branches and fields.</param>
/// <param name="Roles">Only where somebody of these roles changes it; without: whoever of staff does, and macros.</param>
/// <param name="Statuses">Of orders: as it is to become.</param>
internal sealed record FieldRule(FieldEffect Effect, TicketConditions? When = null, [Labels(10, 20)] string[]? Roles = null, [MaxLength(5)] OrderStatus[]? Statuses = null);

/// <param name="Min">Of numbers and amounts.</param>
/// <param name="Max">Of numbers and amounts.</param>
/// <param name="MaxLength">Of texts.</param>
/// <param name="Unit">Of numbers and amounts, as it is shown: <c>EUR</c>, <c>kg</c>.</param>
internal sealed record FieldLimits(
    [Range(-FieldLimits.Largest, FieldLimits.Largest)] decimal? Min = null, [Range(-FieldLimits.Largest, FieldLimits.Largest)] decimal? Max = null, [Range(1, FieldLimits.LongestText)] int? MaxLength = null, [Text(20)] string? Unit = null)
{
    public const int LongestText = 2_000;
    public const double Largest = 1e12;
}

/// <summary>What a field is.</summary>
internal sealed record FieldSpec(FieldKind Kind, Dictionary<string, string> Names, FieldChoice[] Choices, FieldLimits Limits, bool VisibleToCustomer, FieldRule[] Rules)
{
    public const int MostChoices = 200, MostRules = 10;

    /// <param name="about">What it is a fact of.</param>
    public FieldSpec Checked(FieldScope about)
    {
        RuleViolation.Unless(about == FieldScope.Ticket || !VisibleToCustomer, "field.not-shown", "Customers read fields of their tickets only.", "visibleToCustomer");
        var (chooses, counts) = (Kind is FieldKind.Choice or FieldKind.Choices, Kind is FieldKind.Number or FieldKind.Amount);
        RuleViolation.Unless(chooses == Choices.Length > 0, "field.choices", "A field to choose from has choices, another has none.", "choices");
        RuleViolation.Unless(Choices.DistinctBy(c => c.Key).Count() == Choices.Length, "field.choice-twice", "A choice stands there once.", "choices");
        RuleViolation.Unless(counts || (Limits.Min, Limits.Max, Limits.Unit) is (null, null, null), "field.limits", "min, max and unit belong to numbers and amounts.", "limits");
        RuleViolation.Unless(Kind == FieldKind.Text || Limits.MaxLength is null, "field.limits", "maxLength belongs to texts.", "limits.maxLength");
        RuleViolation.Unless(Limits.Min is null || Limits.Max is null || Limits.Min <= Limits.Max, "field.limits", "min is not above max.", "limits.min");
        for (var i = 0; i < Rules.Length; i++)
        {
            var odd = (Rules[i].Roles ?? []).FirstOrDefault(r => !ServiceDefaults.Access.Roles.Staff.Contains(r));
            RuleViolation.Unless(odd is null, "field.role-unknown", $"{odd} is no role of staff.", $"rules[{i}].roles");
            RuleViolation.Unless(Rules[i].When?.Assignee != Tickets.PersonOrNoneAttribute.Me, "field.me", "A rule is for everybody: name a person, or none.", $"rules[{i}].when.assignee");
            RuleViolation.Unless(Rules[i].When is not { } when || when.FitFieldsOf(about), "field.condition-elsewhere", $"This is asked of tickets, not of a {Kebab<FieldScope>.Of(about)}.", $"rules[{i}].when");
            RuleViolation.Unless(about == FieldScope.Order || Rules[i].Statuses is null, "field.condition-elsewhere", "statuses are asked of orders.", $"rules[{i}].statuses");
        }

        return this;
    }

    /// <summary>What is wrong with a value; null when nothing is.</summary>
    public string? Wrong(JsonElement value) => Kind switch
    {
        FieldKind.Text => value.ValueKind == JsonValueKind.String && TextAttribute.Fits(value.GetString(), Limits.MaxLength ?? FieldLimits.LongestText) ? null : $"Is text of 1 to {Limits.MaxLength ?? FieldLimits.LongestText} characters.",
        FieldKind.Number or FieldKind.Amount => Number(value) is { } n && n >= (Limits.Min ?? -(decimal)FieldLimits.Largest) && n <= (Limits.Max ?? (decimal)FieldLimits.Largest) ? null
            : $"Is a {(Kind == FieldKind.Number ? "whole number" : "number of at most four decimals")}{(Limits.Min is { } min ? $", at least {min:0.####}" : "")}{(Limits.Max is { } max ? $", at most {max:0.####}" : "")}.",
        FieldKind.Date => value.ValueKind == JsonValueKind.String && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", out _) ? null : "Is a day such as 2026-01-31.",
        FieldKind.YesNo => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "Is true or false.",
        FieldKind.Choice => Offers(value) ? null : Offered,
        _ => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() is > 0 and <= MostChoices && value.EnumerateArray().All(Offers) && value.EnumerateArray().DistinctBy(v => v.GetString()).Count() == value.GetArrayLength() ? null : $"Several, each once. {Offered}",
    };

    private string Offered => $"Is one of {string.Join(", ", Choices.Where(c => !c.Retired).Select(c => c.Key).Take(20))}.";

    private bool Offers(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString() is var key && Choices.Any(c => c.Key == key && !c.Retired);

    private decimal? Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var n) && decimal.Round(n, Kind == FieldKind.Number ? 0 : 4) == n ? n : null;
}
