namespace CustomerOps.Survey.Surveys;

/// <summary>A survey with its draft.</summary>
/// <param name="PublishedVersion">The version customers get; null while not published.</param>
internal sealed record SurveyView(
    Guid Id, string Name, TriggerRule Trigger, double SamplingRate, int QuarantineDays, IReadOnlyDictionary<string, string> Title,
    IReadOnlyList<Question> Questions, IReadOnlyList<string> WaivedLanguages, int? LatestVersion, int? PublishedVersion, DateTimeOffset CreatedAt)
{
    public static SurveyView Of(CustomerSurvey s) => new(
        s.Id, s.Name, new(s.TriggerKind, s.DelaySeconds), s.SamplingRate, s.QuarantineDays, s.Definition.Title,
        s.Definition.Questions, s.WaivedLanguages, s.LatestVersion, s.PublishedVersion, s.CreatedAt);
}
