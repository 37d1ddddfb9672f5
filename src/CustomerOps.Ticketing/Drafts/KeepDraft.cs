using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Drafts;

/// <param name="Shared">Colleagues may read it.</param>
[Example("""{ "visibility": "public", "body": "Dear Anna, thank you for", "shared": false }""")]
internal sealed record KeepDraftRequest(Visibility Visibility, [Text(100_000)] string Body, bool Shared = false);

internal static class KeepDraft
{
    public static Task<DraftView> Handle(Guid id, KeepDraftRequest request, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct) => db.Retry(async () =>
    {
        await db.Database.OpenConnectionAsync(ct);
        if (!await db.Tickets.AnyAsync(t => t.Id == id, ct)) throw new NotFound("ticket");
        var draft = await db.Keep(id, Author.Of(caller), request.Visibility, request.Body, request.Shared, time.Now());
        await db.SaveChangesAsync(ct);
        return DraftView.Of(draft);
    });
}

internal static class ReadDrafts
{
    private const int Most = 100;

    public static async Task<DraftsView> List(Guid id, TicketingDb db, Caller caller, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var drafts = await db.Set<Draft>().AsNoTracking().Where(d => d.TicketId == id && (d.Shared || d.AuthorId == caller.SubjectId)).OrderByDescending(d => d.UpdatedAt).ThenBy(d => d.AuthorId).Take(Most).ToListAsync(ct);
        if (drafts.Count == 0 && !await db.Tickets.AnyAsync(t => t.Id == id, ct)) throw new NotFound("ticket");
        return new([.. drafts.Select(DraftView.Of)]);
    }

    public static async Task<DraftView> Own(Guid id, TicketingDb db, Caller caller, CancellationToken ct) =>
        DraftView.Of(await db.Set<Draft>().AsNoTracking().SingleOrDefaultAsync(d => d.TicketId == id && d.AuthorId == caller.SubjectId, ct) ?? throw new NotFound("draft"));
}

internal static class DropDraft
{
    public static async Task<NoContent> Handle(Guid id, TicketingDb db, Caller caller, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        if (!await db.Tickets.AnyAsync(t => t.Id == id, ct)) throw new NotFound("ticket");
        await db.Set<Draft>().Where(d => d.TicketId == id && d.AuthorId == caller.SubjectId).ExecuteDeleteAsync(ct);
        return TypedResults.NoContent();
    }
}

internal static class DraftBook
{
    // Asked for with every reply.
    private static readonly Func<TicketingDb, Guid, Guid?, Task<Draft?>> Of = EF.CompileAsyncQuery((TicketingDb db, Guid ticket, Guid? author) => db.Set<Draft>().SingleOrDefault(d => d.TicketId == ticket && d.AuthorId == author));

    /// <summary>The author's one draft on the ticket is this now. The caller saves.</summary>
    public static async Task<Draft> Keep(this TicketingDb db, Guid ticketId, Author author, Visibility visibility, string body, bool shared, DateTimeOffset now)
    {
        var draft = await Of(db, ticketId, author.Id);
        if (draft is null) db.Add(draft = new Draft { TicketId = ticketId, AuthorId = author.Id!.Value });
        (draft.AuthorName, draft.Visibility, draft.Body, draft.Shared, draft.UpdatedAt) = (author.Name, visibility, body, shared, now);
        return draft;
    }

    /// <summary>What was written is said. The caller saves.</summary>
    public static async Task DropDraft(this TicketingDb db, Guid ticketId, Author author)
    {
        if (await Of(db, ticketId, author.Id) is { } draft) db.Remove(draft);
    }
}
