using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Mentions;

/// <param name="SeenAt">Null until the person says they have seen it.</param>
internal sealed record MentionView(Guid Id, Guid TicketId, string Number, string Subject, Guid MessageId, Guid? MentionedBy, string MentionedByName, DateTimeOffset MentionedAt, DateTimeOffset? SeenAt);

internal static class ListMentions
{
    /// <param name="unseen">true: only what you have not seen yet.</param>
    public static async Task<Page<MentionView>> Handle(bool? unseen, int? limit, [Text(500)] string? after, TicketingDb db, Caller caller, CancellationToken ct)
    {
        var (size, me) = (Paging.Limit(limit), caller.SubjectId);
        var mentions = db.Mentions.AsNoTracking().Where(m => m.PersonId == me);
        if (unseen == true) mentions = mentions.Where(m => m.SeenAt == null);
        if (Paging.Read<string>(after) is var (_, last)) mentions = mentions.Where(m => m.Id < last);
        var rows = await mentions.OrderByDescending(m => m.Id).TakePage(size).Join(db.Tickets, m => m.TicketId, t => t.Id, (m, t) => new { m, t.Number, t.Subject }).OrderByDescending(r => r.m.Id).ToListAsync(ct);
        return Paging.Cut(rows, size, r => ("id", r.m.Id), r => new MentionView(
            r.m.Id, r.m.TicketId, Ticket.TextOf(r.Number), r.Subject, r.m.MessageId, r.m.MentionedBy, r.m.MentionedByName, r.m.MentionedAt, r.m.SeenAt));
    }
}

internal static class SeeMention
{
    public static async Task<NoContent> Handle(Guid id, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var mention = await db.Mentions.SingleOrDefaultAsync(m => m.Id == id && m.PersonId == caller.SubjectId, ct) ?? throw new NotFound("mention");
        mention.Seen(time.Now());
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
