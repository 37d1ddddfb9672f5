namespace CustomerOps.Survey.Links;

/// <summary>The link opens nothing: 404, on the page and in the API alike. Only a link that we did sign is told that it ended.</summary>
internal sealed class LinkRefused : Exception
{
    private LinkRefused(string code, string message) : base(message) => Code = code;

    public string Code { get; }

    public bool Ended => Code == "survey.link-expired";

    public static LinkRefused Unknown() => new("survey-link.not-found", "No such survey link.");

    public static LinkRefused Expired() => new("survey.link-expired", "This survey link has ended.");
}
