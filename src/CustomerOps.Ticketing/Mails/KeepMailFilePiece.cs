using CustomerOps.Contracts.Partners;
using CustomerOps.Messaging.Due;
using CustomerOps.Messaging.Inbox;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Attachments;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Mails;

/// <summary>Keeps a piece of a file until all are here and its mail has said where it belongs, whichever is last.</summary>
internal sealed class KeepMailFilePiece(TicketingDb db, MailFiles files, TimeProvider time) : IEventHandler<MailFilePiece>
{
    private const int MostPieces = 64, MostBytes = 512 * 1024;

    /// <summary>A mail that was not told within this time never is.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public async Task Handle(MailFilePiece told, EventFacts facts, CancellationToken cancellationToken)
    {
        var content = Read(told);
        await files.Alone(told.FileId, cancellationToken);
        if (await db.Set<Attachment>().AnyAsync(a => a.Id == told.FileId, cancellationToken)) return;
        var kept = await db.Database.ExecuteSqlAsync(
            $"insert into mail_file_pieces (tenant_id, file_id, number, pieces, content) values ({facts.TenantId}, {told.FileId}, {told.Number}, {told.Pieces}, {content}) on conflict do nothing", cancellationToken);
        if (kept == 1 && told.Number == 0) db.Schedule(new ForgetMailFile(told.FileId), time.GetUtcNow() + Kept);
        await files.PutTogether(told.FileId, cancellationToken);
    }

    /// <summary>A sender that breaks the contract is told so; its message waits whole where the rejected ones are.</summary>
    private static byte[] Read(MailFilePiece told)
    {
        var (content, bytes) = (new byte[MostBytes], 0);
        var readable = told.FileId != Guid.Empty && told.Pieces is > 0 and <= MostPieces && told.Number >= 0 && told.Number < told.Pieces && Convert.TryFromBase64String(told.Content, content, out bytes) && bytes > 0;
        RuleViolation.Unless(readable, "mail-file.unreadable", "A piece has a fileId, a number below pieces, at most 64 pieces, and 1 to 512 KiB in base64.");
        return content[..bytes];
    }
}

/// <summary>Look whether a file that came with a mail found its place.</summary>
[Due("forget-mail-file")]
internal sealed record ForgetMailFile(Guid FileId);

/// <summary>What no mail named, or never came whole, goes.</summary>
internal sealed class ForgetMailFiles(MailFiles files) : IDueHandler<ForgetMailFile>
{
    public async Task Handle(ForgetMailFile message, CancellationToken cancellationToken)
    {
        await files.Alone(message.FileId, cancellationToken);
        await files.Forget(message.FileId, "it never came whole", cancellationToken);
    }
}
