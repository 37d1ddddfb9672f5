using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.HandlingNotes;

/// <param name="MustAcknowledge">Nobody answers the customer before having acknowledged it.</param>
/// <param name="ExpiresAt">Absent: it holds until it is removed.</param>
[Example("""{ "text": "Hard of hearing: write, do not call", "mustAcknowledge": true, "expiresAt": "2030-06-30T00:00:00Z" }""")]
internal sealed record HandlingNoteRequest([Text(1_000)] string Text, bool MustAcknowledge = false, DateTimeOffset? ExpiresAt = null);

internal static class AddHandlingNote
{
    public static async Task<Tagged<HandlingNoteView>> Handle(Guid id, HandlingNoteRequest request, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var now = time.Now();
        (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotFound("customer")).MustBeSomebody();
        RuleViolation.Unless(await db.HandlingNotes.CountAsync(n => n.CustomerId == id, ct) < HandlingNote.MostOfOneCustomer, "handling-note.too-many", $"A customer has at most {HandlingNote.MostOfOneCustomer} notes; remove one.");
        var note = new HandlingNote(id, request.Text, request.MustAcknowledge, Moments.Whole(request.ExpiresAt), Author.Of(caller), now);
        // Who writes it knows it.
        note.ReadBy(caller.SubjectId, caller.Name, now);
        db.Add(note);
        await db.SaveChangesAsync(ct);
        return Tagged.Created($"/api/v1/handling-notes/{note.Id}", HandlingNoteView.Of(note, caller.SubjectId, now), note.Version);
    }
}

internal static class ChangeHandlingNote
{
    public static async Task<Tagged<HandlingNoteView>> Handle(Guid id, HandlingNoteRequest request, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var (note, now) = (await db.HandlingNotes.Include(n => n.Readers).SingleOrDefaultAsync(n => n.Id == id, ct) ?? throw new NotFound("handling note"), time.Now());
        ifMatch.Check(note.Version);
        if (note.Write(request.Text, request.MustAcknowledge, Moments.Whole(request.ExpiresAt), now)) note.ReadBy(caller.SubjectId, caller.Name, now);
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(HandlingNoteView.Of(note, caller.SubjectId, now), note.Version);
    }
}

internal static class RemoveHandlingNote
{
    public static async Task<NoContent> Handle(Guid id, IfMatch ifMatch, TicketingDb db, CancellationToken ct)
    {
        var note = await db.HandlingNotes.SingleOrDefaultAsync(n => n.Id == id, ct) ?? throw new NotFound("handling note");
        ifMatch.Check(note.Version);
        db.Remove(note);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}

internal static class AcknowledgeHandlingNote
{
    /// <summary>Reading is not changing: no version is asked for, and none grows.</summary>
    public static async Task<Tagged<HandlingNoteView>> Handle(Guid id, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var (me, name, now) = (caller.SubjectId, caller.Name, time.Now());
        if (!await db.HandlingNotes.AnyAsync(n => n.Id == id, ct)) throw new NotFound("handling note");
        await db.Database.ExecuteSqlAsync($"""
            insert into handling_note_readers (tenant_id, note_id, person_id, name, read_at)
            select tenant_id, id, {me}, {name}, {now} from handling_notes where id = {id} on conflict do nothing
            """, ct);
        return await GetHandlingNote.Handle(id, db, caller, time, ct);
    }
}
