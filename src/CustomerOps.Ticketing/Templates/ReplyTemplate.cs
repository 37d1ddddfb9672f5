using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Ticketing.Templates;

/// <summary>What a template says in one language.</summary>
/// <param name="Language">BCP 47.</param>
/// <param name="Body">Plain text with variables such as <c>{{customer.name}}</c>; <c>{{order.number|your order}}</c> says what stands there when the ticket has none.</param>
internal sealed record TemplateText([LanguageTag] string Language, [Text(20_000)] string Body);

/// <summary>An answer that is given again and again, in the languages it is given in.</summary>
internal sealed class ReplyTemplate : Aggregate
{
    private ReplyTemplate() { }

    public ReplyTemplate(string name, IReadOnlyList<TemplateText> texts, DateTimeOffset now)
    {
        CreatedAt = now;
        Set(name, texts);
    }

    public string Name { get; private set; } = "";
    public List<TemplateText> Texts { get; private set; } = [];
    public DateTimeOffset CreatedAt { get; private init; }

    public void Set(string name, IReadOnlyList<TemplateText> texts)
    {
        RuleViolation.Unless(texts.Select(t => t.Language).Distinct().Count() == texts.Count, "template.language-twice", "A language stands there once.", "texts");
        for (var i = 0; i < texts.Count; i++) Variables.Check(texts[i].Body, $"texts[{i}].body");
        (Name, Texts) = (name.Trim(), [.. texts]);
    }

    /// <summary>The text for a customer who writes in <paramref name="language"/>: that very tag, its language, then what the organisation speaks in its order, then the first.</summary>
    public TemplateText For(string language, IEnumerable<string> organisation) =>
        organisation.Prepend(language.Split('-')[0]).Prepend(language).Select(wanted => Texts.Find(t => t.Language == wanted)).FirstOrDefault(t => t is not null) ?? Texts[0];
}
