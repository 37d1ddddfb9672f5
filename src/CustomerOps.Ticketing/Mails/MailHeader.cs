using System.Text;

namespace CustomerOps.Ticketing.Mails;

/// <summary>Texts as they may stand in a mail's header; the mail service takes no others.</summary>
internal static class MailHeader
{
    private const int LongestReferences = 1_900;

    /// <summary>One line of at most so many UTF-16 units, without control characters and halves of characters; null where nothing can be seen of it.</summary>
    public static string? OneLine(string? text, int most = 200)
    {
        if (text is null) return null;
        var line = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length + rune.Utf16SequenceLength > most) break;
            line.Append(rune == Rune.ReplacementChar || Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 ? " " : rune.ToString());
        }

        return line.ToString().Trim() is { Length: > 0 } shown ? shown : null;
    }

    /// <summary>Of the messages before, what an answer names (RFC 5322, 3.6.4): oldest first, as many of the newest as a header holds.</summary>
    public static string References(IEnumerable<string?> newestFirst)
    {
        var length = 0;
        return string.Join(' ', newestFirst.OfType<string>().Where(IsPlain).Distinct().TakeWhile(id => (length += id.Length + 1) <= LongestReferences).Reverse());
    }

    public static bool IsPlain(string? messageId) => messageId is not null && messageId.All(c => c is > ' ' and < '\x7f');
}
