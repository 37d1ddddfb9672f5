using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.DataProtection;

/// <param name="AfterDays">It begins so many days from now and can be cancelled until then; 0: at once.</param>
[Example("""{ "basis": "request", "afterDays": 7 }""")]
internal sealed record ErasureRequest(ErasureBasis Basis, [Range(0, 30)] int AfterDays = 0);

internal static class OrderErasure
{
    /// <summary>The tag is the customer's. Ordered again while it is under way, it changes nothing.</summary>
    public static Task<Tagged<ErasureView>> Handle(Guid id, ErasureRequest request, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct) => db.Retry(async () =>
    {
        var customer = await db.Customers.SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotFound("customer");
        ifMatch.Check(customer.Version);
        RuleViolation.Unless(request.Basis != ErasureBasis.Retention, "erasure.basis", "Only the time that people are kept, when it is over, erases on that ground.", "basis");
        RuleViolation.Unless(customer.MergedIntoId is null, "erasure.merged", $"The customer is merged into {customer.MergedIntoId}: erase that one, which stands for the person.");
        RuleViolation.Unless(customer.ErasedAt is null, "customer.erased", "The customer was erased.");
        if (await db.NewestOf(id, ct) is { IsUnderWay: true } known) return Tagged.Ok(ErasureView.Of(known), customer.Version);
        Guid[] records = [.. await db.ReadRecordsOf(id, ct)];
        var open = await db.WhatIsOpen(records, ct);
        RuleViolation.Unless(open.Count == 0, "erasure.open", $"Something of the customer's is not at its end: {string.Join(", ", open)}.");
        var now = time.Now();
        var erasure = new Erasure(id, records, request.Basis, Author.Of(caller), now.AddDays(request.AfterDays), now);
        db.Add(erasure);
        db.Schedule(new BeginErasureDue(erasure.Id), erasure.BeginsAt);
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(ErasureView.Of(erasure), customer.Version);
    });
}

internal static class CancelErasure
{
    public static async Task<Tagged<ErasureView>> Handle(Guid id, IfMatch ifMatch, TicketingDb db, CancellationToken ct)
    {
        var customer = await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotFound("customer");
        ifMatch.Check(customer.Version);
        var erasure = await db.NewestOf(id, ct) ?? throw new NotFound("erasure");
        erasure.Cancel();
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(ErasureView.Of(erasure), customer.Version);
    }
}
