using CustomerOps.Contracts.Mail;
using CustomerOps.Contracts.Partners;
using CustomerOps.Ticketing.Mails;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.SideConversations;

internal static class TakeSideMail
{
    private const int LongestNote = 2_000;

    /// <summary>Does the mail answer a side conversation? Then it stands there, a machine's as a note, and nowhere else.</summary>
    /// <returns>False when it is none of theirs.</returns>
    public static async Task<bool> TakeAside(this TicketingDb db, MailReceived told, DateTimeOffset now, CancellationToken ct)
    {
        string[] ids = [.. new[] { told.MessageId, told.Bounce?.OriginalMessageId, told.InReplyTo }.Concat(told.References.Reverse()).OfType<string>().Distinct()];
        if (ids.Length == 0) return false;
        var known = await db.SideMessages.AsNoTracking().Where(m => m.MailId != null && ids.Contains(m.MailId)).Select(m => new { m.MailId, m.SideConversationId, m.AuthorKind }).ToListAsync(ct);
        if (ids.Select(id => known.Find(k => k.MailId == id)).FirstOrDefault(k => k is not null) is not { } nearest) return false;
        db.Add(Mail.TakenAside(told, now));
        // One of ours that came back, or theirs a second time.
        if (nearest.MailId == told.MessageId) return true;
        var side = await db.Sides.SingleAsync(s => s.Id == nearest.SideConversationId, ct);
        db.Add(told.Automatic == AutomaticKind.None
            ? side.Say(SideAuthor.Outside, null, told.From?.Name ?? told.From?.Email ?? "Unknown sender", MailWords.Body(told), told.MessageId, now)
            : side.Say(SideAuthor.System, null, "CustomerOps", MailWords.Note(told), null, now));
        return true;
    }

    /// <summary>A mail of a side conversation that the mail server would not take.</summary>
    public static async Task<bool> NoteAside(this TicketingDb db, MailFailed told, DateTimeOffset now, CancellationToken ct)
    {
        var mailId = Mail.MessageIdOf(told.MailId);
        if (await db.SideMessages.AsNoTracking().Where(m => m.MailId == mailId).Select(m => (Guid?)m.SideConversationId).FirstOrDefaultAsync(ct) is not { } id) return false;
        var side = await db.Sides.SingleAsync(s => s.Id == id, ct);
        var note = $"The mail to {side.Email} could not be delivered: {told.Reason}".Replace("\0", "", StringComparison.Ordinal);
        db.Add(side.Say(SideAuthor.System, null, "CustomerOps", note[..Math.Min(note.Length, LongestNote)], null, now));
        return true;
    }
}
