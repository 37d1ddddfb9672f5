using CustomerOps.Survey.Responses;
using CustomerOps.Survey.Surveys;

namespace CustomerOps.Survey.Pages;

/// <summary>A heading and what is said under it.</summary>
internal sealed record Notice(string Title, string Text);

/// <summary>The ends of a scale in words.</summary>
internal sealed record Ends(string Low, string High);

/// <summary>Our pages' own words in one language.</summary>
internal sealed record PageTexts(
    string Optional, string Required, string Send, string ErrorPrefix, string ErrorSummary, Ends Nps, Ends Csat, Ends Ces,
    Notice Thanks, Notice Answered, Notice Unknown, Notice Expired, Notice Failed, Notice Unsubscribe, string UnsubscribeButton, Notice Unsubscribed,
    string NeedsAnswer, string ChooseOne, string TooLong, string NothingAnswered)
{
    public static PageTexts In(string language) => Languages.Own(language) switch
    {
        "da" => ScandinavianPages.Danish,
        "nb" => ScandinavianPages.Norwegian,
        "sv" => ScandinavianPages.Swedish,
        "fi" => OtherPages.Finnish,
        "hu" => OtherPages.Hungarian,
        _ => OtherPages.English,
    };

    public Ends? EndsOf(QuestionType type) => type switch
    {
        QuestionType.Nps => Nps,
        QuestionType.Csat => Csat,
        QuestionType.Ces => Ces,
        _ => null,
    };

    public string Words(AnswerFault fault) => fault switch
    {
        AnswerFault.Required => NeedsAnswer,
        AnswerFault.TooLong => TooLong,
        AnswerFault.NothingAnswered => NothingAnswered,
        _ => ChooseOne,
    };
}
