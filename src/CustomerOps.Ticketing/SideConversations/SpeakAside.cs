using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.SideConversations;

[Example("""{ "body": "When can you send them?" }""")]
internal sealed record SpeakAsideRequest([Text(50_000)] string Body);

internal static class SpeakAside
{
    public static async Task<Created<SideMessageView>> Handle(Guid id, SpeakAsideRequest request, TicketingDb db, SideMails mails, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var said = await db.Retry(async () =>
        {
            var side = await db.SideOf(caller, id, ct);
            var message = side.Say(SideAuthor.Staff, caller.SubjectId, caller.Name, request.Body, null, time.Now());
            db.Add(message);
            await mails.Send(side, message, ct);
            await db.SaveChangesAsync(ct);
            return message;
        });
        return TypedResults.Created($"/api/v1/side-conversations/{id}/messages", SideMessageView.Of(said));
    }
}

[Example("""{ "people": ["0190a000-0000-7000-8000-000000000001"] }""")]
internal sealed record InvitedRequest([MaxLength(20)] Guid[] People);

internal static class InvitePeople
{
    /// <summary>These and nobody else.</summary>
    public static async Task<Tagged<SideConversationView>> Handle(Guid id, InvitedRequest request, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var side = await db.SideOf(caller, id, ct);
        ifMatch.Check(side.Version);
        var before = await db.SidePeople.Where(p => p.SideConversationId == id).ToListAsync(ct);
        db.RemoveRange(before.Where(p => !request.People.Contains(p.PersonId)));
        await db.Invite(side, [.. request.People.Except(before.Select(p => p.PersonId))], ct);
        side.Invited(time.Now());
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(SideConversationView.Of(side, caller, [.. request.People.Distinct()]), side.Version);
    }
}

internal static class EndAside
{
    public static Task<Tagged<SideConversationView>> Handle(Guid id, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct) => End(id, true, ifMatch, db, caller, time, ct);

    public static async Task<Tagged<SideConversationView>> End(Guid id, bool ended, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var side = await db.SideOf(caller, id, ct);
        ifMatch.Check(side.Version);
        side.End(ended, time.Now());
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(SideConversationView.Of(side, caller), side.Version);
    }
}

internal static class GoOnAside
{
    public static Task<Tagged<SideConversationView>> Handle(Guid id, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct) => EndAside.End(id, false, ifMatch, db, caller, time, ct);
}
