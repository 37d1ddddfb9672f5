using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Identity.Pages;

/// <summary>A heading and what is said under it.</summary>
internal sealed record Notice(string Title, string Text);

/// <summary>Our pages' words in one language. In <see cref="SignInTo"/> {0} is the organisation, in <see cref="SignedIn"/> also {1} who.</summary>
internal sealed record PageTexts(
    string Language, string ErrorPrefix, string ErrorSummary,
    string ChoosePassword, string PasswordHint, string NewPassword, string SameAgain, string SavePassword, string NotAlike, string TooEasy, Notice PasswordSaved,
    string SignIn, string SignInTo, string Email, string Password, string Code, string WrongCredentials, string CodeNeeded, string Locked, Notice SignedIn, string Continue,
    Notice Unknown, Notice Used, Notice Expired, string SendAgain, Notice SentAgain, Notice Failed)
{
    public static PageTexts In(string? language) => (language ?? "").Split('-', '_')[0].Trim().ToLowerInvariant() switch
    {
        "da" => ScandinavianPages.Danish,
        "nb" or "nn" or "no" => ScandinavianPages.Norwegian,
        "sv" => ScandinavianPages.Swedish,
        "fi" => OtherPages.Finnish,
        "hu" => OtherPages.Hungarian,
        _ => OtherPages.English,
    };

    public DoorTexts Door => DoorTexts.In(Language);

    /// <summary>Where no mail says the language: the browser's first.</summary>
    public static PageTexts ForReader(HttpRequest request) => In(HtmlPage.FirstLanguage(request));

    public HtmlPage Say(int status, Func<PageTexts, Notice> notice, string more = "") => HtmlPage.Saying(status, Language, notice(this).Title, notice(this).Text, more);

    /// <param name="wrong">Whether it comes back because of an error, which then stands at the field.</param>
    /// <param name="title">As text.</param>
    /// <param name="form">As HTML.</param>
    public HtmlPage Form(bool wrong, string title, string form) =>
        new(wrong ? 422 : 200, Language, wrong ? $"{ErrorPrefix}: {title}" : title, $"<h1>{HtmlPage.Html(title)}</h1>{(wrong ? $"<p class=\"error\" role=\"alert\">{HtmlPage.Html(ErrorSummary)}</p>" : "")}{form}");

    /// <summary>A link to a page of ours.</summary>
    public static string Link(string path, string text) => $"<p><a href=\"{path}\">{HtmlPage.Html(text)}</a></p>";

    /// <summary>A link to the front end, where there is one.</summary>
    public string Onward(string? address) => string.IsNullOrEmpty(address) ? "" : $"<p><a href=\"{HtmlPage.Html(address)}\">{HtmlPage.Html(Continue)}</a></p>";
}
