using CustomerOps.Contracts.Mail;
using CustomerOps.Ticketing.Attachments;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Mails;

/// <summary>Which files of a message go along with its mails, and what the mail says of those that do not.</summary>
/// <param name="Files">Null where none goes along.</param>
/// <param name="Named">The others, in words of no language; empty where there are none.</param>
internal sealed record Enclosures(IReadOnlyList<EnclosedFile>? Files, string Named)
{
    /// <summary>What a message of the broker holds by default (16 MiB) in base64, with room for the words; and, for many recipients, what one reply may cost it.</summary>
    private const long MostBytes = 10 * 1024 * 1024, MostForAll = 60 * 1024 * 1024;

    public static async Task<Enclosures> Of(Message said, int recipients, TicketingDb db, CancellationToken ct)
    {
        if (said.Attachments == 0) return new(null, "");
        var files = await db.Set<Attachment>().AsNoTracking().Where(a => a.MessageId == said.Id && a.Sha256 != null).OrderBy(a => a.Id).Select(a => new { a.Id, a.Name, a.Type, a.Bytes }).ToListAsync(ct);
        var room = Math.Min(MostBytes, MostForAll / Math.Max(1, recipients));
        var (enclosed, named) = (new List<EnclosedFile>(), new List<string>());
        foreach (var file in files)
        {
            if (file.Bytes > room || enclosed.Count == Attachment.MostOnMessage) { named.Add($"[{file.Name}, {(file.Bytes + 1023) / 1024} kB]"); continue; }
            room -= file.Bytes;
            var content = await db.Database.SqlQuery<byte[]>($"""select string_agg(content, ''::bytea order by number) as "Value" from attachment_chunks where attachment_id = {file.Id}""").SingleAsync(ct);
            enclosed.Add(new(file.Name, file.Type, Convert.ToBase64String(content)));
        }

        return new(enclosed.Count == 0 ? null : enclosed, named.Count == 0 ? "" : "\n\n" + string.Join('\n', named));
    }
}
