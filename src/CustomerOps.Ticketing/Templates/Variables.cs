using System.Collections.Frozen;
using System.Text.RegularExpressions;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Ticketing.Templates;

/// <summary>What variables stand for on one ticket.</summary>
/// <param name="Fields">By the variables' names.</param>
internal sealed record Facts(string CustomerName, string? CustomerEmail, string TicketNumber, string TicketSubject, string AgentName, string? OrderNumber, string OrganisationName, IReadOnlyDictionary<string, string>? Fields = null);

/// <summary>
/// Variables in texts. What is put in is text: it is read once, so a customer named <c>{{agent.name}}</c> stays so; line breaks and control
/// characters in it become spaces, so nobody's name starts a line of its own.
/// </summary>
internal static partial class Variables
{
    private const int LongestValue = 300;
    private static readonly Fields.FieldKeyAttribute s_key = new();

    private static readonly FrozenDictionary<string, Func<Facts, string?>> Known = new Dictionary<string, Func<Facts, string?>>
    {
        ["customer.name"] = f => f.CustomerName, ["customer.email"] = f => f.CustomerEmail, ["ticket.number"] = f => f.TicketNumber, ["ticket.subject"] = f => f.TicketSubject,
        ["agent.name"] = f => f.AgentName, ["order.number"] = f => f.OrderNumber, ["organisation.name"] = f => f.OrganisationName,
    }.ToFrozenDictionary();

    /// <summary>Refuses a text with a variable nobody knows, or with braces that begin one and do not end.</summary>
    public static void Check(string text, string field)
    {
        foreach (Match variable in Variable().Matches(text))
            RuleViolation.Unless(
                Known.ContainsKey(variable.Groups["name"].Value) || FieldOf(variable) is not null, "template.unknown-variable",
                $"There is no variable {variable.Groups["name"].Value}; there are {string.Join(", ", Known.Keys.Order(StringComparer.Ordinal))} and field.<key>, customer-field.<key>, order-field.<key>.", field);
        RuleViolation.Unless(!Variable().Replace(text, "").Contains("{{", StringComparison.Ordinal), "template.broken-variable", "A variable is written {{name}} or {{name|what stands there without it}}.", field);
    }

    /// <summary>The text with its variables filled. One that has no value here and names nothing instead is refused.</summary>
    public static string Fill(string text, Facts facts) => Variable().Replace(text, variable =>
    {
        if (OneLine.Of(FieldOf(variable) is { } key ? facts.Fields?.GetValueOrDefault(key) : Known[variable.Groups["name"].Value](facts), LongestValue) is { } value) return value;
        RuleViolation.Unless(variable.Groups["instead"].Success, "template.value-missing", $"The ticket has nothing for {variable.Groups["name"].Value}, and the text names nothing instead.");
        return variable.Groups["instead"].Value.Trim();
    });

    /// <summary><c>field.cause-of-fault</c> is the value of the organisation's own field, in words; <c>customer-field.segment</c> of the requester's, <c>order-field.gift</c> of the order's.</summary>
    private static string? FieldOf(Match variable) =>
        variable.Groups["name"].Value.Split('.', 2) is ["field" or "customer-field" or "order-field", { Length: > 0 } key] && s_key.IsValid(key) ? variable.Groups["name"].Value : null;

    [GeneratedRegex(@"\{\{\s*(?<name>[A-Za-z0-9_.-]{0,60})\s*(\|(?<instead>[^{}\r\n]{0,200}))?\}\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();
}
