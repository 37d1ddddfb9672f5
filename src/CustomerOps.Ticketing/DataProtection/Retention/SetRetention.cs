using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.DataProtection.Retention;

/// <param name="AttachmentsMonths">Files, so long after their ticket was closed; left out: for ever.</param>
/// <param name="ConversationsMonths">What was said and written on a ticket, and mails that belong to none.</param>
/// <param name="CustomersMonths">A person with whom nothing has happened for so long: they are erased in all services.</param>
[Example("""{ "attachmentsMonths": 12, "conversationsMonths": 36, "customersMonths": 60 }""")]
internal sealed record RetentionRequest([Range(1, 240)] int? AttachmentsMonths = null, [Range(1, 240)] int? ConversationsMonths = null, [Range(1, 240)] int? CustomersMonths = null);

/// <summary>As in the request.</summary>
internal sealed record RetentionQuestion([property: Range(1, 240)] int? AttachmentsMonths, [property: Range(1, 240)] int? ConversationsMonths, [property: Range(1, 240)] int? CustomersMonths);

internal sealed record RetentionView(int? AttachmentsMonths, int? ConversationsMonths, int? CustomersMonths, string? SetByName, DateTimeOffset? SetAt)
{
    public static RetentionView Of(RetentionPolicy? p) => new(p?.AttachmentsMonths, p?.ConversationsMonths, p?.CustomersMonths, p?.SetByName, p?.SetAt);
}

/// <summary>How much would be forgotten at once, each counted up to 10,000.</summary>
internal sealed record RetentionForecast(int Attachments, int Conversations, int Customers);

internal static class GetRetention
{
    public static async Task<Tagged<RetentionView>> Handle(TicketingDb db, CancellationToken ct)
    {
        var policy = await db.Set<RetentionPolicy>().AsNoTracking().SingleOrDefaultAsync(ct);
        return Tagged.Ok(RetentionView.Of(policy), policy?.Version ?? 0);
    }

    public static Task<RetentionForecast> Forecast([AsParameters] RetentionQuestion asked, TicketingDb db, TimeProvider time, CancellationToken ct) => new OldThings(db, time).Count(asked, ct);
}

internal static class SetRetention
{
    public static async Task<Tagged<RetentionView>> Handle(RetentionRequest request, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var policy = await db.Set<RetentionPolicy>().SingleOrDefaultAsync(ct);
        ifMatch.Check(policy?.Version ?? 0);
        if (policy is null) db.Add(policy = new RetentionPolicy());
        policy.Set(request.AttachmentsMonths, request.ConversationsMonths, request.CustomersMonths, Author.Of(caller), time.Now());
        if (policy.ForgetsAnything) db.Schedule(new ForgetWhatIsOldDue(policy.Version + 1), time.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(RetentionView.Of(policy), policy.Version);
    }
}
