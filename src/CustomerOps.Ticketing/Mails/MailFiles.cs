using CustomerOps.Contracts.Partners;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Attachments;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Mails;

/// <summary>Makes files of received mails attachments of the message the mail became: once, when the content is here and the mail has named it.</summary>
internal sealed class MailFiles(TicketingDb db, TimeProvider time)
{
    /// <summary>Whoever comes second sees what the first did.</summary>
    public Task Alone(Guid fileId, CancellationToken ct) => db.Lock($"mail-file/{fileId}", ct);

    /// <summary>The mail has become this message; its files belong there.</summary>
    public async Task Belong(MailReceived told, Message said, CancellationToken ct)
    {
        var named = MailWords.Carried(told).Select(a => new MailFile(a.FileId!.Value, said.TicketId, said.Id, FileNames.Clean(a.Name.Replace("\0", "", StringComparison.Ordinal)), a.Type)).OrderBy(f => f.Id).ToList();
        if (named.Count == 0) return;
        await db.SaveChangesAsync(ct);
        foreach (var file in named)
        {
            await Alone(file.Id, ct);
            // Somebody else's mail cannot take what another one named first.
            if (await db.Set<MailFile>().AnyAsync(f => f.Id == file.Id, ct) || await db.Set<Attachment>().AnyAsync(a => a.Id == file.Id, ct)) continue;
            db.Add(file);
            await db.SaveChangesAsync(ct);
            await PutTogether(file.Id, ct);
        }
    }

    /// <summary>Makes the attachment if all of it is here. The file is <see cref="Alone"/>.</summary>
    public async Task PutTogether(Guid fileId, CancellationToken ct)
    {
        if (await db.Set<MailFile>().SingleOrDefaultAsync(f => f.Id == fileId, ct) is not { } file) return;
        var here = await db.Database.SqlQuery<Here>(
            $"""select count(*)::int as "Count", coalesce(max(pieces), 1) as "Pieces", coalesce(sum(length(content)), 0)::bigint as "Bytes" from mail_file_pieces where file_id = {fileId}""").SingleAsync(ct);
        if (here.Count < here.Pieces) return;
        if (here.Bytes > Attachment.MaxBytes) { await Forget(fileId, "it is larger than 25 MB", ct); return; }
        if (await db.Set<Attachment>().CountAsync(a => a.TicketId == file.TicketId, ct) >= Attachment.MostOnTicket) { await Forget(fileId, "the ticket has as many files as it may", ct); return; }
        var head = await db.Database.SqlQuery<byte[]>($"""select substring(content from 1 for 4096) as "Value" from mail_file_pieces where file_id = {fileId} and number = 0""").SingleAsync(ct);
        if (KindOf(head, file) is not { } type) { await Forget(fileId, "programs are not taken", ct); return; }
        await Keep(file, type, here.Bytes, ct);
    }

    /// <summary>Drops what is here of it; where a mail has named it, its ticket says why.</summary>
    public async Task Forget(Guid fileId, string reason, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"delete from mail_file_pieces where file_id = {fileId}", ct);
        if (await db.Set<MailFile>().SingleOrDefaultAsync(f => f.Id == fileId, ct) is not { } file) return;
        db.Remove(file);
        var ticket = await db.TicketToChange(file.TicketId, ct);
        if (ticket.State != TicketState.Closed) db.Add(ticket.Say(Author.System, Visibility.Internal, $"The file {file.Name}, which came with the mail, was not kept: {reason}.", time.Now()));
    }

    /// <summary>Mail programs often name a type wrongly: the bytes count then. Null for a program.</summary>
    private static string? KindOf(byte[] head, MailFile file)
    {
        foreach (var claim in (string?[])[file.Type, null])
        {
            try { return FileKinds.Find(head, file.Name, claim); }
            catch (RuleViolation refused) when (refused.Code == "attachment.program") { return null; }
            catch (RuleViolation) { /* not what it claims to be: asked again without the claim */ }
        }

        return FileKinds.Unknown;
    }

    private async Task Keep(MailFile file, string type, long bytes, CancellationToken ct)
    {
        // Its ticket may have been merged meanwhile, and the message gone along.
        var said = await db.Messages.SingleAsync(m => m.Id == file.MessageId, ct);
        var attachment = Attachment.FromMail(file.Id, said.TicketId, file.Name, type, said, time.Now());
        db.Add(attachment);
        await db.SaveChangesAsync(ct);
        await db.Database.ExecuteSqlAsync($"insert into attachment_chunks (tenant_id, attachment_id, number, content) select tenant_id, file_id, number, content from mail_file_pieces where file_id = {file.Id}", ct);
        attachment.Finish(bytes, await db.Database.SqlQuery<byte[]>($"""select sha256(string_agg(content, ''::bytea order by number)) as "Value" from mail_file_pieces where file_id = {file.Id}""").SingleAsync(ct));
        attachment.BelongTo(said.Id);
        said.Attachments++;
        db.Remove(file);
        await db.Database.ExecuteSqlAsync($"delete from mail_file_pieces where file_id = {file.Id}", ct);
        await db.SaveChangesAsync(ct);
    }

    private sealed record Here(int Count, int Pieces, long Bytes);
}
