using System.Text.Json.Serialization;

namespace CustomerOps.Survey.Surveys;

/// <summary>What is asked. Every text is a map from language to words; ids stay the same over versions, so answers of different versions can be compared.</summary>
internal sealed record SurveyDefinition(IReadOnlyDictionary<string, string> Title, IReadOnlyList<Question> Questions)
{
    /// <summary>All texts with where they stand.</summary>
    [JsonIgnore]
    public IEnumerable<(string Field, IReadOnlyDictionary<string, string> Texts)> AllTexts =>
    [
        ("title", Title),
        .. Questions.SelectMany((q, i) => (IEnumerable<(string, IReadOnlyDictionary<string, string>)>)
            [($"questions[{i}].text", q.Text), .. (q.Options ?? []).Select((o, j) => ($"questions[{i}].options[{j}].text", o.Text))]),
    ];

    public Question? Find(string id) => Questions.FirstOrDefault(q => q.Id == id);
}

/// <param name="Id">Lower-case letters, digits and hyphens, at most 40.</param>
/// <param name="Options">Of a single choice; null otherwise.</param>
internal sealed record Question(
    string Id, QuestionType Type, IReadOnlyDictionary<string, string> Text, bool Required = false, IReadOnlyList<Option>? Options = null)
{
    /// <summary>The ends of the scale; null where the answer is no number.</summary>
    [JsonIgnore]
    public (int Low, int High)? Scale => Type switch
    {
        QuestionType.Nps => (0, 10),
        QuestionType.Csat => (1, 5),
        QuestionType.Ces => (1, 7),
        _ => null,
    };
}

/// <summary>One choice; the id is stored, never the words.</summary>
internal sealed record Option(string Id, IReadOnlyDictionary<string, string> Text);

/// <summary>nps 0–10, csat 1–5, ces 1–7, text, single-choice.</summary>
internal enum QuestionType { Nps, Csat, Ces, Text, SingleChoice }
