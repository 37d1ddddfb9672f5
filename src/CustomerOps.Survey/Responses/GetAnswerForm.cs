using CustomerOps.Survey.Links;
using CustomerOps.Survey.Surveys;

namespace CustomerOps.Survey.Responses;

/// <summary>The survey as its customer sees it, in their language.</summary>
/// <param name="Language">Of the customer; a text missing in it is in the nearest one there is.</param>
internal sealed record AnswerFormView(string Language, string? Organisation, string Title, bool Answered, DateTimeOffset ExpiresAt, IReadOnlyList<QuestionView> Questions);

/// <param name="Low">The scale's low end, of numeric questions.</param>
internal sealed record QuestionView(string Id, QuestionType Type, string Text, bool Required, int? Low, int? High, IReadOnlyList<OptionView>? Options);

internal sealed record OptionView(string Id, string Text);

internal static class GetAnswerForm
{
    public static async Task<AnswerFormView> Handle(string token, LinkOpener opener, CancellationToken ct)
    {
        var link = await opener.Look(token, ct);
        var language = link.Invitation.Language;
        return new(language, link.Organisation?.Name, Words(link.Definition.Title), link.Invitation.AnsweredAt is not null, link.Invitation.ExpiresAt!.Value,
            [.. link.Definition.Questions.Select(q => new QuestionView(
                q.Id, q.Type, Words(q.Text), q.Required, q.Scale?.Low, q.Scale?.High, q.Options?.Select(o => new OptionView(o.Id, Words(o.Text))).ToList()))]);

        string Words(IReadOnlyDictionary<string, string> texts) => Languages.Pick(texts, language);
    }
}
