using System.Globalization;
using System.Text;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Survey.Links;
using CustomerOps.Survey.Responses;
using CustomerOps.Survey.Surveys;

namespace CustomerOps.Survey.Pages;

/// <summary>The survey as a form: every question a group or a field with its own name, its own error, and what was already chosen.</summary>
internal sealed class QuestionForm(OpenedLink link, IReadOnlyDictionary<string, string?> given, IReadOnlyDictionary<string, AnswerFault> faults)
{
    private readonly string _language = link.PageLanguage;
    private readonly PageTexts _texts = PageTexts.In(link.Invitation.Language);
    private readonly StringBuilder _html = new();

    public HtmlPage Page()
    {
        var title = Languages.Pick(link.Definition.Title, link.Invitation.Language);
        if (link.Organisation is { } organisation) Write($"<p class=\"note\">{Html(organisation.Name)}</p>");
        Write($"<h1>{Html(title)}</h1>");
        if (faults.Count > 0) WriteSummary();
        Write("<form method=\"post\" novalidate>");
        foreach (var question in link.Definition.Questions) WriteQuestion(question);
        Write($"<button type=\"submit\">{Html(_texts.Send)}</button></form>");
        return new(faults.Count > 0 ? 422 : 200, _language, faults.Count > 0 ? $"{_texts.ErrorPrefix}: {title}" : title, _html.ToString());
    }

    private void WriteSummary()
    {
        Write($"<div class=\"errors\" role=\"alert\" tabindex=\"-1\" aria-labelledby=\"errors\"><h2 id=\"errors\">{Html(_texts.ErrorSummary)}</h2><ul>");
        foreach (var question in link.Definition.Questions.Where(q => faults.ContainsKey(q.Id)))
            Write($"<li><a href=\"#{First(question)}\">{Html(Words(question.Text))}: {Html(_texts.Words(faults[question.Id]))}</a></li>");
        if (faults.TryGetValue("", out var whole)) Write($"<li>{Html(_texts.Words(whole))}</li>");
        Write("</ul></div>");
    }

    private void WriteQuestion(Question question)
    {
        if (question.Type == QuestionType.Text) WriteText(question);
        else if (question.Scale is var (low, high))
            WriteChoices(question, "scale", Enumerable.Range(low, high - low + 1).Select(n => n.ToString(CultureInfo.InvariantCulture)).Select(n => (n, n)), _texts.EndsOf(question.Type));
        else WriteChoices(question, "list", question.Options!.Select(o => (o.Id, Words(o.Text))), null);
    }

    private void WriteText(Question question)
    {
        var id = First(question);
        Write($"<fieldset{Wrong(question)}><label class=\"ask\" for=\"{id}\">{Asked(question)}</label>{Error(question)}");
        Write($"<textarea id=\"{id}\" name=\"{question.Id}\" rows=\"4\" maxlength=\"{AnswerSheet.MaxText}\"{Described(question)}>{Html(given.GetValueOrDefault(question.Id) ?? "")}</textarea></fieldset>");
    }

    private void WriteChoices(Question question, string style, IEnumerable<(string Value, string Words)> choices, Ends? ends)
    {
        Write($"<fieldset{Wrong(question)}{Described(question)}><legend>{Asked(question)}</legend>{Error(question)}<div class=\"{style}\">");
        var id = First(question);
        foreach (var (value, words) in choices)
        {
            var chosen = given.GetValueOrDefault(question.Id) == value ? " checked" : "";
            Write($"<label><input type=\"radio\"{(id.Length > 0 ? $" id=\"{id}\"" : "")} name=\"{question.Id}\" value=\"{value}\"{chosen}><span>{Html(words)}</span></label>");
            id = "";
        }

        Write("</div>");
        if (ends is not null) Write($"<p class=\"ends\"><span>{question.Scale!.Value.Low} = {Html(ends.Low)}</span><span>{question.Scale.Value.High} = {Html(ends.High)}</span></p>");
        Write("</fieldset>");
    }

    private string Asked(Question question) => $"{Html(Words(question.Text))} <span class=\"note\">({Html(question.Required ? _texts.Required : _texts.Optional)})</span>";

    private string Error(Question question) =>
        faults.TryGetValue(question.Id, out var fault) ? $"<p class=\"error\" id=\"error-{question.Id}\">{Html(_texts.Words(fault))}</p>" : "";

    private string Wrong(Question question) => faults.ContainsKey(question.Id) ? " class=\"wrong\"" : "";

    private string Described(Question question) =>
        !faults.ContainsKey(question.Id) ? "" : $" aria-describedby=\"error-{question.Id}\"{(question.Type == QuestionType.Text ? " aria-invalid=\"true\"" : "")}";

    /// <summary>Where the error summary leads: the question's first control.</summary>
    private static string First(Question question) => $"question-{question.Id}";

    private string Words(IReadOnlyDictionary<string, string> texts) => Languages.Pick(texts, link.Invitation.Language);

    private static string Html(string text) => HtmlPage.Html(text);

    private void Write(string html) => _html.Append(html);
}
