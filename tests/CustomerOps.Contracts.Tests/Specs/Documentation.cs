using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CustomerOps.Contracts.Tests.Specs;

/// <summary>The words of the records, from the compiler's documentation file beside the assembly.</summary>
internal static partial class Documentation
{
    private static readonly Dictionary<string, XElement> Members = XDocument.Load(Path.ChangeExtension(typeof(EventAttribute).Assembly.Location, ".xml"))
        .Descendants("member").ToDictionary(m => (string)m.Attribute("name")!);

    public static string? Of(Type type) => Text(Member(type)?.Element("summary"));

    public static string? Of(Type type, string parameter) =>
        Text(Member(type)?.Elements("param").FirstOrDefault(p => string.Equals((string?)p.Attribute("name"), parameter, StringComparison.OrdinalIgnoreCase)));

    private static XElement? Member(Type type) => Members.GetValueOrDefault("T:" + type.FullName);

    private static string? Text(XElement? words)
    {
        if (words is null) return null;
        var text = string.Concat(words.Nodes().Select(n => n is XElement { Name.LocalName: "paramref" } p ? (string?)p.Attribute("name") : n is XElement e ? e.Value : n.ToString()));
        return Blank().Replace(System.Net.WebUtility.HtmlDecode(text), " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
