using System.Globalization;
using System.Text;
using CustomerOps.Survey.Surveys;

namespace CustomerOps.Survey.Responses;

/// <summary>What is wrong with one answer.</summary>
internal enum AnswerFault { Unknown, Twice, Required, OutOfScale, NotAnOption, TooLong, NothingAnswered }

/// <summary>Answers as given, checked against the questions. Empty means skipped: never zero, never in a score.</summary>
/// <param name="Faults">By question id; under "" what concerns the whole.</param>
internal sealed record AnswerSheet(IReadOnlyDictionary<string, AnswerValue> Answers, IReadOnlyDictionary<string, AnswerFault> Faults)
{
    public const int MaxText = 4000;

    /// <param name="given">Question ids with what was written or chosen; null and blank are skipped.</param>
    public static AnswerSheet Read(SurveyDefinition definition, IEnumerable<(string Question, string? Value)> given)
    {
        var (answers, faults, seen) = (new Dictionary<string, AnswerValue>(), new Dictionary<string, AnswerFault>(), new HashSet<string>());
        foreach (var (id, raw) in given)
        {
            var question = definition.Find(id);
            if (question is null) faults[id] = AnswerFault.Unknown;
            else if (!seen.Add(id)) faults[id] = AnswerFault.Twice;
            else if (string.IsNullOrWhiteSpace(raw)) continue;
            else if (Read(question, Clean(raw), out var fault) is { } answer) answers[id] = answer;
            else faults[id] = fault;
        }

        foreach (var missing in definition.Questions.Where(q => q.Required && !answers.ContainsKey(q.Id))) faults.TryAdd(missing.Id, AnswerFault.Required);
        if (answers.Count == 0 && faults.Count == 0) faults[""] = AnswerFault.NothingAnswered;
        return new(answers, faults);
    }

    private static AnswerValue? Read(Question question, string value, out AnswerFault fault)
    {
        fault = question.Scale is not null ? AnswerFault.OutOfScale : question.Type == QuestionType.SingleChoice ? AnswerFault.NotAnOption : AnswerFault.TooLong;
        if (question.Scale is var (low, high))
            return int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= low && number <= high ? new(Number: number) : null;
        if (question.Type == QuestionType.SingleChoice) return question.Options!.Any(o => o.Id == value) ? new(Text: value) : null;
        return value.Length <= MaxText ? new(Text: value) : null;
    }

    /// <summary>Without control characters other than line ends and tabs, and without halves of characters, which the database would refuse.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(Math.Min(text.Length, MaxText + 1));
        foreach (var rune in text.ReplaceLineEndings("\n").Trim().EnumerateRunes())
            if (!Rune.IsControl(rune) || rune.Value is '\n' or '\t') clean.Append(rune);
        return clean.ToString();
    }
}
