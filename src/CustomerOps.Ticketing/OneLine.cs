using System.Text;

namespace CustomerOps.Ticketing;

/// <summary>What somebody wrote, where it stands within a line of others: a mail's header, a template's text.</summary>
internal static class OneLine
{
    /// <summary>At most so many UTF-16 units, without control characters and halves of characters; null where nothing can be seen of it.</summary>
    public static string? Of(string? text, int most = 200)
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
}
