using CustomerOps.Survey.Surveys;

namespace CustomerOps.Survey.Organisations;

/// <summary>The surveys a new organisation starts with, in our six languages; a language we have no words in is waived.</summary>
internal static class DefaultSurveys
{
    public static SurveyDraft TicketSolved(IEnumerable<string> served) => Draft("After a solved ticket", TriggerKind.Ticket, served,
    [
        new("csat", QuestionType.Csat, DefaultTexts.Satisfied, Required: true),
        new("ces", QuestionType.Ces, DefaultTexts.MadeItEasy),
        new("nps", QuestionType.Nps, DefaultTexts.Recommend),
        new("comment", QuestionType.Text, DefaultTexts.Comment),
    ], DefaultTexts.TicketTitle);

    public static SurveyDraft OrderCompleted(IEnumerable<string> served) => Draft("After a completed order", TriggerKind.Order, served,
    [
        new("nps", QuestionType.Nps, DefaultTexts.Recommend, Required: true),
        new("comment", QuestionType.Text, DefaultTexts.Comment),
    ], DefaultTexts.OrderTitle);

    private static SurveyDraft Draft(string name, TriggerKind kind, IEnumerable<string> served, Question[] questions, IReadOnlyDictionary<string, string> title) =>
        new(name, new(kind), title, questions, WaivedLanguages: [.. served.Select(Languages.Primary).Distinct().Except(Languages.Ours)]);
}
