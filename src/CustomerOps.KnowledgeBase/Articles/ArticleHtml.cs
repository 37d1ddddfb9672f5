using System.Text;
using CustomerOps.ServiceDefaults.Problems;
using Markdig;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CustomerOps.KnowledgeBase.Articles;

/// <summary>Markdown as HTML that may be put into any page: raw HTML stays text, only links and pictures with harmless addresses are kept.</summary>
internal static class ArticleHtml
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoLinks().UseTaskLists().Build();
    private static readonly string[] LinkSchemes = ["http", "https", "mailto", "tel"], PictureSchemes = ["http", "https"];

    public static string Render(string markdown)
    {
        var document = Parse(markdown);
        foreach (var link in document.Descendants<LinkInline>().ToList())
            if (!IsSafe(link.Url, link.IsImage ? PictureSchemes : LinkSchemes)) link.Url = "";
        foreach (var link in document.Descendants<AutolinkInline>().Where(l => !l.IsEmail && !IsSafe(l.Url, LinkSchemes)).ToList())
            link.ReplaceBy(new LiteralInline(link.Url));
        using var writer = new StringWriter();
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.Render(document);
        return writer.ToString();
    }

    /// <summary>The words alone, a blank line between blocks.</summary>
    public static string PlainText(string markdown)
    {
        var text = new StringBuilder();
        foreach (var block in Parse(markdown).Descendants<LeafBlock>())
        {
            if (text.Length > 0) text.Append('\n');
            if (block.Inline is { } inline) Append(text, inline);
            else text.Append(block.Lines.ToString());
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, ContainerInline container)
    {
        foreach (var inline in container.Descendants())
            text.Append(inline switch
            {
                LiteralInline literal => literal.Content.ToString(),
                CodeInline code => code.Content,
                HtmlEntityInline entity => entity.Transcoded.ToString(),
                AutolinkInline link => link.Url,
                LineBreakInline => " ",
                _ => "",
            });
    }

    private static MarkdownDocument Parse(string markdown)
    {
        try { return Markdown.Parse(markdown, Pipeline); }
        catch (ArgumentException) { throw new RuleViolation("article.too-nested", "The Markdown is nested too deeply.", "body"); }
    }

    /// <summary>Relative addresses and the named schemes; whitespace and control characters inside a scheme are tricks, so they are refused.</summary>
    private static bool IsSafe(string? url, string[] schemes)
    {
        if (string.IsNullOrEmpty(url) || url.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))) return false;
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || url.AsSpan(0, colon).IndexOfAny('/', '?', '#') >= 0) return true;
        return schemes.Contains(url[..colon], StringComparer.OrdinalIgnoreCase);
    }
}
