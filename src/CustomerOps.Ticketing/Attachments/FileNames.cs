using System.Globalization;
using System.Text;

namespace CustomerOps.Ticketing.Attachments;

/// <summary>File names as they come from anywhere, made safe to show and to save.</summary>
internal static class FileNames
{
    private const int Longest = 150;
    private static readonly HashSet<string> Programs = new(StringComparer.OrdinalIgnoreCase)
    {
        "exe", "com", "scr", "pif", "bat", "cmd", "msi", "msp", "dll", "cpl", "ocx", "sys", "drv", "lnk", "url", "hta", "js", "jse", "mjs", "vbs", "vbe", "wsf", "wsh", "ps1", "psm1", "reg", "inf",
        "jar", "apk", "ipa", "app", "dmg", "pkg", "deb", "rpm", "sh", "bash", "command", "elf", "so", "dylib", "class", "wasm", "appimage", "msix", "appx", "gadget", "scf", "chm", "iso", "img", "vhd",
    };

    /// <summary>The last part of a path, without what a screen or a disk would stumble over, never empty.</summary>
    public static string Clean(string name)
    {
        var last = name.Replace('\\', '/').Split('/')[^1].Normalize(NormalizationForm.FormC);
        // Marks that turn the direction of writing hide what a name ends in.
        var kept = new StringBuilder();
        foreach (var rune in last.EnumerateRunes())
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned))
                kept.Append(rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*' or 0xFFFD ? "_" : rune.ToString());
        var clean = kept.ToString().Trim(' ', '.');
        if (clean.Length == 0) return "file";
        if (clean.Length <= Longest) return clean;
        var end = Path.GetExtension(clean) is { Length: <= 20 } extension ? extension : "";
        var start = clean[..(Longest - end.Length)];
        return (char.IsHighSurrogate(start[^1]) ? start[..^1] : start) + end;
    }

    /// <summary>Does a computer start what is called so? The last ending counts.</summary>
    public static bool NamesProgram(string name) => Programs.Contains(Path.GetExtension(name).TrimStart('.'));

    /// <summary>The last ending in small letters, without its dot.</summary>
    public static string Ending(string name) => Path.GetExtension(name).TrimStart('.').ToLowerInvariant();
}
