using System.Security.Cryptography;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Attachments;

internal static class UploadAttachment
{
    private const int ChunkBytes = 256 * 1024;

    /// <summary>Stored piece by piece as it comes: never more of it than a piece is in memory, and no database session is held while waiting for the next.</summary>
    public static async Task<Created<AttachmentView>> Handle(
        Guid id, [Text(500)] string name, Stream body, HttpRequest http, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var ticket = await db.Tickets.AsNoTracking().Where(t => t.Id == id).Select(t => new { t.State }).SingleOrDefaultAsync(ct) ?? throw new NotFound("ticket");
        RuleViolation.Unless(ticket.State != TicketState.Closed, "ticket.closed", "A closed ticket changes no more; open a new one.");
        RuleViolation.Unless(await db.Set<Attachment>().CountAsync(a => a.TicketId == id, ct) < Attachment.MostOnTicket, "attachment.too-many", $"A ticket has at most {Attachment.MostOnTicket} files.");
        var buffer = new byte[ChunkBytes];
        var read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        RuleViolation.Unless(read > 0, "attachment.empty", "The file is empty.", "name");
        var clean = FileNames.Clean(name);
        var attachment = new Attachment(id, clean, FileKinds.Find(buffer[..Math.Min(read, 4096)], clean, http.ContentType), Author.Of(caller), time.Now());
        db.Add(attachment);
        db.Schedule(new SweepAttachment(attachment.Id), attachment.UploadedAt + Attachment.Kept);
        await db.SaveChangesAsync(ct);

        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = 0L;
        for (var number = 0; read > 0; number++)
        {
            sha.AppendData(buffer, 0, read);
            bytes += read;
            var piece = buffer[..read];
            await db.Database.ExecuteSqlAsync($"insert into attachment_chunks (tenant_id, attachment_id, number, content) values ({caller.TenantId}, {attachment.Id}, {number}, {piece})", ct);
            read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        }

        attachment.Finish(bytes, sha.GetHashAndReset());
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/api/v1/tickets/{id}/attachments/{attachment.Id}", AttachmentView.Of(attachment));
    }
}
