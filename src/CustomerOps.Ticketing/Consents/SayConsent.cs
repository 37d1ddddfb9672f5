using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.CustomerMerging;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Consents;

/// <param name="Given">False: the customer says no, or takes it back.</param>
/// <param name="Source">Who it was heard from: customer (default), staff or contract.</param>
/// <param name="TextVersion">Which text the customer saw.</param>
/// <param name="SaidAt">When it was said, if not just now.</param>
[Example("""{ "given": true, "source": "customer", "textVersion": "newsletter 2026-03" }""")]
internal sealed record ConsentRequest(bool Given, ConsentSource Source = ConsentSource.Customer, [Text(100)] string? TextVersion = null, DateTimeOffset? SaidAt = null);

internal static class SayConsent
{
    /// <summary>Said again, it changes nothing.</summary>
    public static async Task<Tagged<ConsentStateView>> Handle(
        Guid id, [Word<ConsentPurpose>] string purpose, [Word<ConsentChannel>] string channel, ConsentRequest request, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var (now, what, by) = (time.Now(), Kebab<ConsentPurpose>.Stored(purpose), Kebab<ConsentChannel>.Stored(channel));
        var at = Moments.Whole(request.SaidAt) ?? now;
        RuleViolation.Unless(at <= now, "consent.later", "It was said at a time that lies in the future.", "saidAt");
        RuleViolation.Unless(request.Source is ConsentSource.Customer or ConsentSource.Staff or ConsentSource.Contract, "consent.source", "Registers and survey links speak for themselves.", "source");
        await db.Database.OpenConnectionAsync(ct);
        var (customer, person) = await db.PersonToChange(id, ct) ?? throw new NotFound("customer");
        ifMatch.Check(customer.Version);
        await db.Say(person, new Statement(what, by, request.Given, request.Source, request.TextVersion, Author.Of(caller), at), ct);
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(new ConsentStateView(what, by, await db.Allows(id, what, by, false, ct)), customer.Version);
    }
}
