using System.Text.Json;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Survey.Links;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustomerOps.Survey.Responses;

/// <param name="Answers">At most one per question; a question left out or null is skipped.</param>
[Example("""{ "answers": [{ "question": "recommend", "value": 9 }] }""")]
internal sealed record AnswerSurveyRequest(IReadOnlyList<GivenAnswer> Answers);

/// <param name="Question">The question's id.</param>
/// <param name="Value">A number on the question's scale, a text of at most 4,000 characters, or the id of an option.</param>
internal sealed record GivenAnswer(string Question, JsonElement? Value);

internal sealed record AnswerReceipt(Guid ResponseId, DateTimeOffset AnsweredAt);

internal static class AnswerSurvey
{
    public static async Task<Results<Created<AnswerReceipt>, ProblemResult>> Handle(string token, AnswerSurveyRequest request, Answering answering, CancellationToken ct)
    {
        RuleViolation.Unless(request.Answers.All(a => a is not null), "survey.answers-invalid", "Answers may not be null.", "answers");
        var given = new List<(string, string?)>(request.Answers.Count);
        var faults = new Dictionary<string, string[]>();
        foreach (var answer in request.Answers)
        {
            if (Read(answer.Value, out var value)) given.Add((answer.Question, value));
            else faults[$"answers.{answer.Question}"] = ["A number or a text."];
        }

        var (response, sheet) = await answering.Give(token, given, ct, refuse: faults.Count > 0);
        foreach (var (question, fault) in sheet.Faults) faults.TryAdd(question.Length == 0 ? "answers" : $"answers.{question}", [Words(fault)]);
        return response is null
            ? new ProblemResult(new Problem(422, "survey.answers-invalid", "Some answers cannot be taken; nothing was stored.", faults))
            : TypedResults.Created((string?)null, new AnswerReceipt(response.Id, response.AnsweredAt));
    }

    private static bool Read(JsonElement? value, out string? text)
    {
        text = value switch
        {
            null or { ValueKind: JsonValueKind.Null } => null,
            { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            { ValueKind: JsonValueKind.String } words => Unpaired(words),
            _ => "",
        };
        return value is null or { ValueKind: JsonValueKind.Null or JsonValueKind.Number or JsonValueKind.String };
    }

    private static string Unpaired(JsonElement words)
    {
        try { return words.GetString()!; }
        catch (InvalidOperationException) { throw new RuleViolation("survey.answers-invalid", "A text holds half a character.", "answers"); }
    }

    private static string Words(AnswerFault fault) => fault switch
    {
        AnswerFault.Unknown => "This survey has no such question.",
        AnswerFault.Twice => "Answered twice.",
        AnswerFault.Required => "This question needs an answer.",
        AnswerFault.OutOfScale => "Not a number on this question's scale.",
        AnswerFault.NotAnOption => "Not one of this question's options.",
        AnswerFault.TooLong => $"At most {AnswerSheet.MaxText} characters.",
        _ => "Answer at least one question.",
    };
}
