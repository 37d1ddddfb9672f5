using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.HandlingNotes;

internal static class GetHandlingNote
{
    public static async Task<Tagged<HandlingNoteView>> Handle(Guid id, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var note = await db.HandlingNotes.AsNoTracking().Include(n => n.Readers).SingleOrDefaultAsync(n => n.Id == id, ct) ?? throw new NotFound("handling note");
        return Tagged.Ok(HandlingNoteView.Of(note, caller.SubjectId, time.Now()), note.Version);
    }
}

internal static class ListHandlingNotes
{
    /// <param name="expired">Also those that hold no more.</param>
    public static async Task<Page<HandlingNoteView>> Handle(Guid id, bool? expired, int? limit, [Text(500)] string? after, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var page = await Page(db, id, expired ?? false, limit, after, caller, time.Now(), ct);
        if (page.Items.Count == 0 && !await db.Customers.AnyAsync(c => c.Id == id, ct)) throw new NotFound("customer");
        return page;
    }

    /// <summary>Those of the ticket's customer that hold now.</summary>
    public static async Task<Page<HandlingNoteView>> OfTicket(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var ticket = await db.Tickets.AsNoTracking().Where(t => t.Id == id).Select(t => new { t.CustomerId }).SingleOrDefaultAsync(ct) ?? throw new NotFound("ticket");
        return await Page(db, ticket.CustomerId, false, limit, after, caller, time.Now(), ct);
    }

    private static Task<Page<HandlingNoteView>> Page(TicketingDb db, Guid customerId, bool expired, int? limit, string? after, Caller caller, DateTimeOffset now, CancellationToken ct)
    {
        var records = db.RecordsOf(customerId);
        return db.HandlingNotes.AsNoTracking().Include(n => n.Readers).Where(n => records.Contains(n.CustomerId) && (expired || n.ExpiresAt == null || n.ExpiresAt > now))
            .NewestFirst(limit, after, n => n.Id, n => HandlingNoteView.Of(n, caller.SubjectId, now), ct);
    }
}

internal static class UnreadNotes
{
    // Asked before every reply. The records are those of PersonRecords, which a question compiled once has to say itself.
    private static readonly Func<TicketingDb, Guid, Guid, DateTimeOffset, Task<string?>> Unread = EF.CompileAsyncQuery((TicketingDb db, Guid customer, Guid reader, DateTimeOffset now) => db.HandlingNotes
        .Where(n => db.Customers.Where(c => c.Id == customer).Select(c => c.MergedIntoId ?? c.Id)
            .Concat(db.Customers.Where(c => c.Id == customer).Join(db.Customers, c => c.MergedIntoId ?? c.Id, record => record.MergedIntoId, (_, record) => record.Id)).Contains(n.CustomerId))
        .Where(n => n.MustAcknowledge && (n.ExpiresAt == null || n.ExpiresAt > now) && n.Readers.All(r => r.PersonId != reader))
        .OrderBy(n => n.Id).Select(n => n.Text).FirstOrDefault());

    /// <summary>Nobody answers a customer before having read what has to be read about them.</summary>
    public static async Task MustHaveRead(this TicketingDb db, Guid customerId, Guid reader, DateTimeOffset now)
    {
        var unread = await Unread(db, customerId, reader, now);
        RuleViolation.Unless(unread is null, "handling-note.unread", $"Acknowledge first what is known of this customer: {unread}");
    }
}
