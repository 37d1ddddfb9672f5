using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Checklists;
using CustomerOps.Ticketing.Fields;
using CustomerOps.Ticketing.Templates;
using CustomerOps.Ticketing.Tickets;
using CustomerOps.Ticketing.Views;

namespace CustomerOps.Ticketing.Macros;

internal enum MacroStep { SetPriority, AddTags, RemoveTags, AssignPerson, AssignMe, MoveToQueue, Escalate, Wait, Note, Reply, AddTask, AddChecklist, Solve, SetField, Notify, AskApproval }

/// <summary>One step. Each kind has the fields it needs and no others.</summary>
/// <param name="Step">set-priority (priority), add-tags and remove-tags (tags), assign-person (personId), assign-me, move-to-queue (queue), escalate (tier, text), wait (waiting, text), note (text), reply (templateId or text), add-task (text, personId or queue; dueInMinutes, blocks), add-checklist (text, items), solve (text), set-field (field; value, or none to take it away), notify (personId, text: an internal note that names them), ask-approval (text; amount).</param>
/// <param name="Text">A reason, note, answer, title or summary; may hold the variables of templates.</param>
internal sealed record MacroAction(
    MacroStep Step, Priority? Priority = null, [Labels(20, 50)] string[]? Tags = null, Guid? PersonId = null, [Text(50)] string? Queue = null, Tier? Tier = null, Waiting.Waiting? Waiting = null,
    Guid? TemplateId = null, [Text(20_000)] string? Text = null, [Minutes] int? DueInMinutes = null, bool? Blocks = null, [MinLength(1), MaxLength(Checklist.MostItems)] ChecklistItemRequest[]? Items = null,
    [FieldKey] string? Field = null, JsonElement? Value = null, [Range(0, 1e12)] decimal? Amount = null)
{
    public void Check(string field)
    {
        string[] needed = [.. Needed()], allowed = Step switch { MacroStep.AddTask => [.. needed, "dueInMinutes", "blocks"], MacroStep.SetField => [.. needed, "value"], MacroStep.AskApproval => [.. needed, "amount"], _ => needed };
        var given = Given().Where(g => g.IsGiven).Select(g => g.Name).ToList();
        RuleViolation.Unless(
            needed.All(given.Contains) && given.All(g => allowed.Contains(g)), "macro.step", $"{Kebab<MacroStep>.Of(Step)} takes {(allowed.Length == 0 ? "nothing" : string.Join(" and ", allowed))}.", field);
        RuleViolation.Unless(Text is null || Text.Length <= Longest, "macro.text-too-long", $"The text of {Kebab<MacroStep>.Of(Step)} has at most {Longest} characters.", $"{field}.text");
        if (Text is not null) Variables.Check(Text, $"{field}.text");
    }

    private string[] Needed() => Step switch
    {
        MacroStep.SetPriority => ["priority"], MacroStep.AddTags or MacroStep.RemoveTags => ["tags"], MacroStep.AssignPerson => ["personId"], MacroStep.AssignMe => [],
        MacroStep.MoveToQueue => ["queue"], MacroStep.Escalate => ["tier", "text"], MacroStep.Wait => ["waiting", "text"], MacroStep.Reply => TemplateId is null ? ["text"] : ["templateId"],
        MacroStep.AddTask => PersonId is null ? ["text", "queue"] : ["text", "personId"], MacroStep.AddChecklist => ["text", "items"], MacroStep.SetField => ["field"], MacroStep.Notify => ["text", "personId"], _ => ["text"],
    };

    /// <summary>What variables put in may still fit.</summary>
    private int Longest => Step switch { MacroStep.AddTask => 200, MacroStep.AddChecklist => 60, MacroStep.Wait => 300, MacroStep.Escalate => 1_500, MacroStep.AskApproval => 500, MacroStep.Solve => 3_000, _ => 20_000 };

    private (string Name, bool IsGiven)[] Given() =>
    [
        ("priority", Priority is not null), ("tags", Tags is not null), ("personId", PersonId is not null), ("queue", Queue is not null), ("tier", Tier is not null), ("waiting", Waiting is not null),
        ("templateId", TemplateId is not null), ("text", Text is not null), ("dueInMinutes", DueInMinutes is not null), ("blocks", Blocks is not null), ("items", Items is not null), ("field", Field is not null), ("value", Value is not null), ("amount", Amount is not null),
    ];
}
