using System.Text.RegularExpressions;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Survey.Surveys;

/// <summary>What a definition must keep to be stored at all, and what more to be published.</summary>
internal static partial class DefinitionRules
{
    private const int MaxQuestions = 50, MaxOptions = 50, MaxText = 1000, MaxLanguages = 30;

    public static void Check(SurveyDefinition definition)
    {
        var questions = definition.Questions;
        RuleViolation.Unless(questions.Count is > 0 and <= MaxQuestions, "survey.questions", $"A survey asks 1 to {MaxQuestions} questions.", "questions");
        RuleViolation.Unless(questions.All(q => q is { Options: null } || q?.Options?.All(o => o is not null) == true), "survey.questions", "Questions and options may not be null.", "questions");
        for (var i = 0; i < questions.Count; i++) Check(questions[i], i);
        Distinct(questions.Select(q => q.Id), "questions");
        foreach (var once in (QuestionType[])[QuestionType.Nps, QuestionType.Csat, QuestionType.Ces])
            RuleViolation.Unless(questions.Count(q => q.Type == once) <= 1, "survey.question-type-twice", "A survey asks for each score once.", "questions");
        foreach (var (field, texts) in definition.AllTexts) Check(texts, field);
    }

    /// <summary>Every text must exist in every language the organisation serves, unless that language is waived.</summary>
    public static void CheckLanguages(SurveyDefinition definition, IEnumerable<string> served, IReadOnlyCollection<string> waived)
    {
        foreach (var language in served.Select(Languages.Primary).Distinct().Except(waived))
            foreach (var (field, texts) in definition.AllTexts)
                RuleViolation.Unless(texts.ContainsKey(language), "survey.language-missing", $"{field} has no text in {language}: add it or waive the language.");
    }

    public static void CheckLanguageTags(IEnumerable<string> tags, string field) =>
        RuleViolation.Unless(tags.All(t => t == Languages.Primary(t)), "survey.language", "Languages are two- or three-letter codes; Norwegian is nb.", field);

    private static void Check(Question question, int index)
    {
        CheckId(question.Id, $"questions[{index}].id");
        var options = question.Options ?? [];
        if (question.Type != QuestionType.SingleChoice)
        {
            RuleViolation.Unless(options.Count == 0, "survey.options", "Only a single-choice question has options.", $"questions[{index}].options");
            return;
        }

        RuleViolation.Unless(options.Count is >= 2 and <= MaxOptions, "survey.options", $"A single-choice question has 2 to {MaxOptions} options.", $"questions[{index}].options");
        for (var j = 0; j < options.Count; j++) CheckId(options[j].Id, $"questions[{index}].options[{j}].id");
        Distinct(options.Select(o => o.Id), $"questions[{index}].options");
    }

    private static void Check(IReadOnlyDictionary<string, string> texts, string field)
    {
        RuleViolation.Unless(texts.Count is > 0 and <= MaxLanguages, "survey.text", "A text has words in at least one language.", field);
        CheckLanguageTags(texts.Keys, field);
        RuleViolation.Unless(texts.Values.All(Printable), "survey.text", $"Texts are 1 to {MaxText} characters without control characters.", field);
    }

    private static bool Printable(string text) => !string.IsNullOrWhiteSpace(text) && text.Length <= MaxText && !text.Any(char.IsControl);

    private static void CheckId(string id, string field) =>
        RuleViolation.Unless(StableId().IsMatch(id), "survey.id", "An id is lower-case letters, digits and hyphens, at most 40.", field);

    private static void Distinct(IEnumerable<string> ids, string field) =>
        RuleViolation.Unless(ids.GroupBy(i => i).All(g => g.Count() == 1), "survey.id-twice", "Ids are unique.", field);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,39}\z")]
    private static partial Regex StableId();
}
