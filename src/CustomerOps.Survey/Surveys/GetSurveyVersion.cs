using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Survey.Surveys;

/// <param name="Change">How it differs from the version before: first, cosmetic, additive or breaking.</param>
internal sealed record SurveyVersionView(
    Guid SurveyId, int Number, IReadOnlyDictionary<string, string> Title, IReadOnlyList<Question> Questions, DefinitionChange Change,
    Guid? PublishedBy, DateTimeOffset PublishedAt);

internal static class GetSurveyVersion
{
    public static async Task<SurveyVersionView> Handle(Guid id, int number, SurveyDb db, CancellationToken ct)
    {
        var version = await db.SurveyVersions.AsNoTracking().SingleOrDefaultAsync(v => v.SurveyId == id && v.Number == number, ct) ?? throw new NotFound("survey version");
        return new(id, version.Number, version.Definition.Title, version.Definition.Questions, version.Change, version.PublishedBy, version.PublishedAt);
    }
}
