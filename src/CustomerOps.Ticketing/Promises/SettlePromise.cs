using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Promises;

/// <summary>A promise and its ticket are changed together: what is owed keeps the ticket from being solved.</summary>
internal static class PromiseLookup
{
    public static async Task<CustomerPromise> PromiseToChange(this TicketingDb db, Guid id, IfMatch ifMatch, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var promise = await db.Promises.SingleOrDefaultAsync(p => p.Id == id, ct) ?? throw new NotFound("promise");
        ifMatch.Check(promise.Version);
        return promise;
    }

    public static async Task<Tagged<PromiseView>> Answer(this TicketingDb db, CustomerPromise promise, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(PromiseView.Of(promise), promise.Version);
    }
}

[Example("""{ "outcome": "no-answer", "note": "Rang twice" }""")]
internal sealed record AttemptRequest(CallOutcome Outcome, [Text(1_000)] string? Note = null);

internal static class AddAttempt
{
    public static async Task<Tagged<PromiseView>> Handle(Guid id, AttemptRequest request, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var promise = await db.Retry(async () =>
        {
            var tried = await db.Promises.SingleOrDefaultAsync(p => p.Id == id, ct) ?? throw new NotFound("promise");
            tried.Try(request.Outcome, request.Note, Author.Of(caller), time.Now());
            await db.SaveChangesAsync(ct);
            return tried;
        });
        return Tagged.Created($"/api/v1/promises/{id}", PromiseView.Of(promise), promise.Version);
    }
}

[Example("""{ "outcome": "Told her the parcel arrives tomorrow" }""")]
internal sealed record KeepPromiseRequest([Text(1_000)] string Outcome);

internal static class KeepPromise
{
    public static async Task<Tagged<PromiseView>> Handle(Guid id, KeepPromiseRequest request, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var promise = await db.PromiseToChange(id, ifMatch, ct);
        promise.Keep(request.Outcome, await db.TicketToChange(promise.TicketId, ct), Author.Of(caller), time.Now());
        return await db.Answer(promise, ct);
    }
}

[Example("""{ "reason": "The customer wrote that it has arrived" }""")]
internal sealed record WithdrawPromiseRequest([Text(1_000)] string Reason);

internal static class WithdrawPromise
{
    public static async Task<Tagged<PromiseView>> Handle(Guid id, WithdrawPromiseRequest request, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var promise = await db.PromiseToChange(id, ifMatch, ct);
        promise.Withdraw(request.Reason, await db.TicketToChange(promise.TicketId, ct), Author.Of(caller), time.Now());
        return await db.Answer(promise, ct);
    }
}
