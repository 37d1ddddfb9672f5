using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Outgoing;

internal static class ListScheduled
{
    private const int Most = 100;

    public static async Task<ScheduledMessagesView> Handle(Guid id, TicketingDb db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var waiting = await db.Set<ScheduledMessage>().AsNoTracking().Where(m => m.TicketId == id && m.MessageId == null).OrderBy(m => m.SendAt).ThenBy(m => m.Id).Take(Most).ToListAsync(ct);
        if (waiting.Count == 0 && !await db.Tickets.AnyAsync(t => t.Id == id, ct)) throw new NotFound("ticket");
        return new([.. waiting.Select(ScheduledMessageView.Of)]);
    }
}

internal static class TakeBackScheduled
{
    public static Task<NoContent> Handle(Guid id, Guid scheduledId, TicketingDb db, Caller caller, CancellationToken ct) => db.Retry(async () =>
    {
        var message = await db.Set<ScheduledMessage>().SingleOrDefaultAsync(m => m.TicketId == id && m.Id == scheduledId, ct) ?? throw new NotFound("scheduled message");
        message.MayBeTakenBack(caller);
        db.Remove(message);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    });
}
