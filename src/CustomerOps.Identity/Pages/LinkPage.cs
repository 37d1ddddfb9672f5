using CustomerOps.Identity.Links;
using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Identity.Pages;

/// <summary>A mailed link as its reader opens it: good, or why not and how to get another.</summary>
internal sealed class LinkPage
{
    private LinkPage(PageTexts texts, OneTimeLink? link, HtmlPage? refusal) => (Texts, Link, Refusal) = (texts, link, refusal);

    public PageTexts Texts { get; }

    public OneTimeLink? Link { get; }

    /// <summary>Null while the link is good.</summary>
    public HtmlPage? Refusal { get; }

    public static async Task<LinkPage> Open(LinkPurpose purpose, string token, OneTimeLinks links, HttpRequest request, TimeProvider time, CancellationToken stop)
    {
        if (await links.Look(purpose, token, stop) is not { } link) return new(PageTexts.ForReader(request), null, PageTexts.ForReader(request).Say(404, t => t.Unknown));
        var texts = PageTexts.In(link.Language);
        var why = link.UsedAt is not null ? texts.Used : link.ExpiresAt <= time.GetUtcNow() ? texts.Expired : null;
        return new(texts, link, why is null ? null : texts.Say(404, _ => why, Form($"{token}/again", texts.SendAgain)));
    }

    /// <summary>A button alone. Reading a page changes nothing, for scanners of mail open links too.</summary>
    public static string Form(string action, string button, string fields = "") =>
        $"<form method=\"post\" action=\"{HtmlPage.Html(action)}\" novalidate>{fields}<button type=\"submit\">{HtmlPage.Html(button)}</button></form>";

    /// <param name="name">Of the field, and its id.</param>
    /// <param name="label">What is asked for.</param>
    /// <param name="attributes">Type and more, ours.</param>
    /// <param name="value">As it was sent.</param>
    /// <param name="error">What is wrong with it.</param>
    /// <param name="hint">Said before it is filled.</param>
    public static string Field(string name, string label, string attributes, string value = "", string? error = null, string? hint = null)
    {
        var (wrong, said) = (error is null ? "" : " aria-invalid=\"true\"", string.Join(' ', new[] { hint is null ? null : $"hint-{name}", error is null ? null : $"error-{name}" }.OfType<string>()));
        return $"<fieldset{(error is null ? "" : " class=\"wrong\"")}><label class=\"ask\" for=\"{name}\">{HtmlPage.Html(label)}</label>"
            + (hint is null ? "" : $"<p class=\"note\" id=\"hint-{name}\">{HtmlPage.Html(hint)}</p>")
            + (error is null ? "" : $"<p class=\"error\" id=\"error-{name}\">{HtmlPage.Html(error)}</p>")
            + $"<input class=\"line\" id=\"{name}\" name=\"{name}\" {attributes}{(value.Length > 0 ? $" value=\"{HtmlPage.Html(value)}\"" : "")}{wrong}{(said.Length > 0 ? $" aria-describedby=\"{said}\"" : "")}></fieldset>";
    }
}
