using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace CustomerOps.Ticketing.Attachments;

internal static class DownloadAttachment
{
    public static async Task<AttachmentContent> Handle(Guid id, Guid attachmentId, TicketingDb db, CancellationToken ct) =>
        new(await db.Set<Attachment>().AsNoTracking().SingleOrDefaultAsync(a => a.TicketId == id && a.Id == attachmentId && a.Sha256 != null, ct) ?? throw new NotFound("attachment"));

    /// <summary>The customer reads what was said with a public message, and nothing else.</summary>
    public static async Task<AttachmentContent> Own(Guid id, Guid attachmentId, TicketingDb db, Caller caller, CancellationToken ct)
    {
        if (!await OwnTickets.Of(db, caller).AnyAsync(t => t.Id == id, ct)) throw new NotFound("attachment");
        return new(await db.Set<Attachment>().AsNoTracking().SingleOrDefaultAsync(
            a => a.TicketId == id && a.Id == attachmentId && a.Sha256 != null && db.Messages.Any(m => m.TicketId == id && m.Id == a.MessageId && m.Visibility == Visibility.Public), ct) ?? throw new NotFound("attachment"));
    }
}

/// <summary>A file on its way out, piece by piece. It is always saved, never shown or run in the page it came from.</summary>
internal sealed class AttachmentContent(Attachment attachment) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, ct) = (httpContext.Response, httpContext.RequestAborted);
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(attachment.Name);
        (response.ContentType, response.ContentLength, response.Headers.ContentDisposition) = (attachment.Type, attachment.Bytes, disposition.ToString());
        // The gateway says nosniff on every answer.
        (response.Headers.ContentSecurityPolicy, response.Headers.CacheControl) = ("sandbox; default-src 'none'", "private, no-store");
        var db = httpContext.RequestServices.GetRequiredService<TicketingDb>();
        var sent = 0L;
        for (var number = 0; sent < attachment.Bytes; number++)
        {
            var piece = await db.Database.SqlQuery<byte[]>($"""select content as "Value" from attachment_chunks where attachment_id = {attachment.Id} and number = {number}""").SingleAsync(ct);
            await response.Body.WriteAsync(piece, ct);
            sent += piece.Length;
        }
    }
}
