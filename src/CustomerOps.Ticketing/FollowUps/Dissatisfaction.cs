using CustomerOps.Contracts.Survey;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.FollowUps;

/// <summary>When an answer asks for a person, and what that person reads first.</summary>
internal static class Dissatisfaction
{
    private const int HighestDetractor = 6, HighestUnhappy = 2;

    /// <summary>NPS 0–6 is a detractor by the measure's own definition; CSAT 1–2 of 5 is unhappy.</summary>
    public static bool IsIn(SurveyAnswered told) => told.Nps <= HighestDetractor || told.Csat <= HighestUnhappy;

    /// <summary>The worst the scales allow: NPS 0–2 or CSAT 1.</summary>
    public static bool IsGrave(SurveyAnswered told) => told.Nps <= 2 || told.Csat <= 1;

    public static string Scores(SurveyAnswered told) => string.Join(", ", new[] { ("NPS", told.Nps, 10), ("CSAT", told.Csat, 5), ("CES", told.Ces, 7) }
        .Where(s => s.Item2 is not null).Select(s => $"{s.Item1} {s.Item2} of {s.Item3}"));

    public static string Title(SurveyAnswered told) => Scores(told) is { Length: > 0 } scores ? $"Answered a survey: {scores}" : "Answered a survey";

    public static string Subject(SurveyAnswered told, Ticket? about) => about is null ? $"Follow-up: {Scores(told)}" : $"Follow-up on #{about.Number}: {Scores(told)}";

    public static string Note(SurveyAnswered told, Ticket? about) => string.Join("\n\n", new[]
    {
        about is null ? $"The customer answered a survey: {Scores(told)}." : $"The customer answered the survey about #{about.Number} “{about.Subject}”: {Scores(told)}.",
        string.IsNullOrWhiteSpace(told.Comment) ? "No comment was given." : $"In the customer's words:\n{told.Comment.Replace("\0", "", StringComparison.Ordinal)}",
    });
}
