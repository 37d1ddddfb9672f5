using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Attachments;

internal static class ListAttachments
{
    public static async Task<Page<AttachmentView>> Handle(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var page = await db.Set<Attachment>().AsNoTracking().Where(a => a.TicketId == id && a.Sha256 != null).OldestFirst(limit, after, a => a.Id, AttachmentView.Of, ct);
        if (page.Items.Count == 0 && !await db.Tickets.AnyAsync(t => t.Id == id, ct)) throw new NotFound("ticket");
        return page;
    }
}

internal static class GetAttachment
{
    public static async Task<AttachmentView> Handle(Guid id, Guid attachmentId, TicketingDb db, CancellationToken ct) =>
        AttachmentView.Of(await db.Set<Attachment>().AsNoTracking().SingleOrDefaultAsync(a => a.TicketId == id && a.Id == attachmentId && a.Sha256 != null, ct) ?? throw new NotFound("attachment"));
}

internal static class RemoveAttachment
{
    public static async Task<NoContent> Handle(Guid id, Guid attachmentId, TicketingDb db, Caller caller, CancellationToken ct)
    {
        var file = await db.Set<Attachment>().SingleOrDefaultAsync(a => a.TicketId == id && a.Id == attachmentId, ct) ?? throw new NotFound("attachment");
        RuleViolation.Unless(file.MessageId is null, "attachment.said", "The file belongs to a message, and what was said stays.");
        RuleViolation.Unless(file.UploadedBy == caller.SubjectId || caller.Is(Roles.Leads), "attachment.not-yours", "Somebody else brought it; they, or who leads, can remove it.");
        db.Remove(file);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}

internal static class AttachmentBook
{
    /// <summary>Makes the files part of what is said. The caller saves; two messages that want the same file race: <see cref="Races"/>.</summary>
    public static async Task Attach(this TicketingDb db, Message said, IReadOnlyCollection<Guid> attachmentIds, CancellationToken ct)
    {
        if (attachmentIds.Count == 0) return;
        var files = await db.Set<Attachment>().Where(a => a.TicketId == said.TicketId && attachmentIds.Contains(a.Id)).ToListAsync(ct);
        RuleViolation.Unless(files.Count == attachmentIds.Distinct().Count(), "attachment.unknown", "The ticket has no such file.", "attachmentIds");
        foreach (var file in files) file.BelongTo(said.Id);
        said.Attachments = files.Count;
    }

    /// <summary>The messages with their files.</summary>
    public static async Task<IReadOnlyList<MessageView>> Shown(this TicketingDb db, IReadOnlyList<Message> messages, CancellationToken ct)
    {
        Guid[] ids = [.. messages.Where(m => m.Attachments > 0).Select(m => m.Id)];
        if (ids.Length == 0) return [.. messages.Select(m => MessageView.Of(m))];
        var files = (await db.Set<Attachment>().AsNoTracking().Where(a => ids.Contains(a.MessageId!.Value)).OrderBy(a => a.Id).ToListAsync(ct)).ToLookup(a => a.MessageId!.Value, AttachmentView.Of);
        return [.. messages.Select(m => MessageView.Of(m) with { Attachments = [.. files[m.Id]] })];
    }
}
