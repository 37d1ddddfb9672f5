using System.Text.Json;
using CustomerOps.Contracts;

namespace CustomerOps.Survey.Surveys;

/// <summary>How a version differs from the one before: <c>breaking</c> ends a trend line, the others continue it.</summary>
internal enum DefinitionChange { First, None, Cosmetic, Additive, Breaking }

internal static class DefinitionChanges
{
    public static DefinitionChange Between(SurveyDefinition before, SurveyDefinition after)
    {
        if (Same(before, after)) return DefinitionChange.None;
        if (before.Questions.Any(old => Broken(old, after.Find(old.Id)))) return DefinitionChange.Breaking;
        var more = after.Questions.Any(q => before.Find(q.Id) is not { } old || (q.Options?.Count ?? 0) > (old.Options?.Count ?? 0));
        return more ? DefinitionChange.Additive : DefinitionChange.Cosmetic;
    }

    private static bool Broken(Question old, Question? now) =>
        now is null || now.Type != old.Type || (old.Options ?? []).Any(o => now.Options!.All(n => n.Id != o.Id));

    private static bool Same(SurveyDefinition one, SurveyDefinition other) =>
        JsonSerializer.Serialize(one, ContractJson.Options) == JsonSerializer.Serialize(other, ContractJson.Options);
}
