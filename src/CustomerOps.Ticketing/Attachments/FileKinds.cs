using System.Text;
using System.Text.Unicode;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Ticketing.Attachments;

/// <summary>What a file is, by its first bytes: nobody is believed who says otherwise.</summary>
internal static class FileKinds
{
    public const string Unknown = "application/octet-stream";

    private sealed record Kind(string Type, string[] AlsoCalled, Func<byte[], bool> Is);

    private static readonly Kind[] Known =
    [
        new("image/png", [], h => Starts(h, [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A])),
        new("image/jpeg", ["image/jpg", "image/pjpeg"], h => Starts(h, [0xFF, 0xD8, 0xFF])),
        new("image/gif", [], h => Starts(h, "GIF8"u8)),
        new("image/webp", [], h => Starts(h, "RIFF"u8) && At(h, 8, "WEBP"u8)),
        new("image/bmp", ["image/x-ms-bmp"], h => Starts(h, "BM"u8) && h.Length > 14 && BitConverter.ToInt32(h, 6) == 0),
        new("image/tiff", [], h => Starts(h, [0x49, 0x49, 0x2A, 0]) || Starts(h, [0x4D, 0x4D, 0, 0x2A])),
        new("image/heic", ["image/heif", "image/avif", "video/mp4", "video/quicktime", "audio/mp4", "audio/x-m4a", "video/3gpp"], h => At(h, 4, "ftyp"u8)),
        new("application/pdf", ["application/x-pdf"], h => Starts(h, "%PDF-"u8)),
        new("application/zip", ["application/x-zip-compressed", "application/epub+zip", "application/vnd.openxmlformats-officedocument.", "application/vnd.oasis.opendocument."], h => Starts(h, [0x50, 0x4B, 3, 4]) || Starts(h, [0x50, 0x4B, 5, 6])),
        new("application/gzip", ["application/x-gzip"], h => Starts(h, [0x1F, 0x8B])),
        new("application/x-7z-compressed", [], h => Starts(h, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C])),
        new("application/vnd.rar", ["application/x-rar-compressed"], h => Starts(h, "Rar!"u8)),
        new("application/x-ole-storage", ["application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "application/vnd.ms-outlook"], h => Starts(h, [0xD0, 0xCF, 0x11, 0xE0])),
        new("audio/mpeg", ["audio/mp3"], h => Starts(h, "ID3"u8) || Starts(h, [0xFF, 0xFB]) || Starts(h, [0xFF, 0xF3])),
        new("audio/wav", ["audio/x-wav", "audio/wave"], h => Starts(h, "RIFF"u8) && At(h, 8, "WAVE"u8)),
        new("audio/ogg", ["video/ogg", "application/ogg"], h => Starts(h, "OggS"u8)),
    ];

    private static readonly byte[][] Programs =
    [
        [(byte)'M', (byte)'Z'], [0x7F, (byte)'E', (byte)'L', (byte)'F'], [0xFE, 0xED, 0xFA, 0xCE], [0xFE, 0xED, 0xFA, 0xCF], [0xCE, 0xFA, 0xED, 0xFE], [0xCF, 0xFA, 0xED, 0xFE],
        [0xCA, 0xFE, 0xBA, 0xBE], [0, (byte)'a', (byte)'s', (byte)'m'], [(byte)'d', (byte)'e', (byte)'x', (byte)'\n'], [0x4C, 0, 0, 0, 1, 0x14, 2, 0], [(byte)'#', (byte)'!'],
    ];

    /// <summary>The media type of a file that is called and claimed to be so. Throws for a program, and for a claim its bytes do not bear out.</summary>
    public static string Find(byte[] head, string name, string? claim)
    {
        RuleViolation.Unless(!FileNames.NamesProgram(name) && !Programs.Any(p => Starts(head, p)), "attachment.program", "Programs are not taken.", "name");
        var claimed = claim?.Split(';')[0].Trim().ToLowerInvariant() is { Length: > 0 } said && said != Unknown ? said : null;
        var kind = Known.FirstOrDefault(k => k.Is(head));
        var fits = claimed is null || (kind is not null ? Calls(kind, claimed) : !Known.Any(k => Calls(k, claimed)) && (!claimed.StartsWith("text/", StringComparison.Ordinal) || IsText(head)));
        RuleViolation.Unless(fits, "attachment.type", $"The file is {(kind?.Type is { } type ? type : "not")} {(kind is null ? claimed : "by its bytes, not " + claimed)}.", "name");
        return claimed ?? kind?.Type ?? (IsText(head) ? "text/plain" : Unknown);
    }

    private static bool Calls(Kind kind, string claimed) => kind.Type == claimed || kind.AlsoCalled.Any(a => a == claimed || (a.EndsWith('.') && claimed.StartsWith(a, StringComparison.Ordinal)));

    private static bool Starts(byte[] head, ReadOnlySpan<byte> with) => head.AsSpan().StartsWith(with);

    private static bool At(byte[] head, int offset, ReadOnlySpan<byte> what) => head.Length >= offset + what.Length && head.AsSpan(offset).StartsWith(what);

    /// <summary>Readable as UTF-8 (the last character may be cut) or marked as UTF-16, without NUL.</summary>
    private static bool IsText(byte[] head)
    {
        if (Starts(head, [0xFF, 0xFE]) || Starts(head, [0xFE, 0xFF])) return true;
        if (head.Contains((byte)0)) return false;
        for (var cut = 0; cut <= Math.Min(3, head.Length); cut++)
            if (Utf8.IsValid(head.AsSpan(0, head.Length - cut))) return true;
        return false;
    }
}
