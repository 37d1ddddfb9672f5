using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Automation;
using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Returns;
using CustomerOps.Ticketing.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Approvals;

[Example("""{ "approved": true, "comment": "A customer of ten years." }""")]
internal sealed record DecideApprovalRequest(bool Approved, [Text(2_000)] string? Comment = null);

internal static class DecideApproval
{
    public static async Task<Tagged<ApprovalView>> Handle(Guid id, DecideApprovalRequest request, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var (approval, now) = (await db.ApprovalToChange(id, ifMatch, ct), time.Now());
        var ticket = await db.TicketToChange(approval.TicketId, ct);
        if (approval.Decide(Author.Of(caller), new(caller.SubjectId, caller.Rank()), await db.StoodInForBy(caller.SubjectId, now, ct), request.Approved, request.Comment, ticket, now))
            db.Happenings.Note(ticket.Id, request.Approved ? Happening.Approved : Happening.Declined);
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(ApprovalView.Of(approval), approval.Version);
    }

    internal static async Task<TicketApproval> ApprovalToChange(this TicketingDb db, Guid id, IfMatch ifMatch, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var approval = await db.Set<TicketApproval>().SingleOrDefaultAsync(a => a.Id == id, ct) ?? throw new NotFound("approval");
        ifMatch.Check(approval.Version);
        return approval;
    }

    /// <summary>Those who are away and said that this one decides for them. It goes one step: whoever stands in for somebody does not hand it on.</summary>
    internal static async Task<IReadOnlyList<Decider>> StoodInForBy(this TicketingDb db, Guid personId, DateTimeOffset now, CancellationToken ct) =>
        [.. (await db.Set<ApprovalDelegation>().Where(d => d.ToPersonId == personId && d.Until > now).Join(db.People.Where(p => p.Active), d => d.PersonId, p => p.Id, (d, p) => new { p.Id, p.Roles }).ToListAsync(ct))
            .Select(p => new Decider(p.Id, Enum.GetValues<ApprovalRole>().Where(r => p.Roles.Contains(Kebab<ApprovalRole>.Of(r))).Select(r => (ApprovalRole?)r).Max()))];
}

internal static class WithdrawApproval
{
    public static async Task<Tagged<ApprovalView>> Handle(Guid id, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var approval = await db.ApprovalToChange(id, ifMatch, ct);
        approval.Withdraw(Author.Of(caller), caller.Is(Roles.Leads), await db.TicketToChange(approval.TicketId, ct), time.Now());
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(ApprovalView.Of(approval), approval.Version);
    }
}

/// <summary>Who decides for somebody who is away.</summary>
internal sealed class ApprovalDelegation : Aggregate
{
    public Guid PersonId { get; init; }
    public Guid ToPersonId { get; set; }
    public DateTimeOffset Until { get; set; }
}

/// <param name="PersonId">Who decides for you.</param>
[Example("""{ "personId": "0190a000-0000-7000-8000-000000000001", "until": "2031-01-15T12:00:00Z" }""")]
internal sealed record DelegationRequest(Guid PersonId, DateTimeOffset Until);

/// <param name="PersonId">Null: nobody decides for you.</param>
internal sealed record DelegationView(Guid? PersonId, DateTimeOffset? Until);

internal static class Delegating
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(10 * 366);

    public static async Task<DelegationView> Get(TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct) =>
        await db.Set<ApprovalDelegation>().AsNoTracking().SingleOrDefaultAsync(d => d.PersonId == caller.SubjectId, ct) is { } d && d.Until > time.GetUtcNow() ? new(d.ToPersonId, d.Until) : new(null, null);

    public static async Task<DelegationView> Put(DelegationRequest request, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var (now, until) = (time.Now(), Moments.Whole(request.Until)!.Value);
        RuleViolation.Unless(until > now && until <= now + s_longest, "approval.delegation-until", "until is a time to come, within ten years.", "until");
        RuleViolation.Unless(request.PersonId != caller.SubjectId && await db.WorksHere(request.PersonId, ct), "ticket.person-unknown", "Nobody else of that id works here.", "personId");
        return await db.Retry(async () =>
        {
            var own = await db.Set<ApprovalDelegation>().SingleOrDefaultAsync(d => d.PersonId == caller.SubjectId, ct);
            if (own is null) db.Add(own = new ApprovalDelegation { PersonId = caller.SubjectId });
            (own.ToPersonId, own.Until) = (request.PersonId, until);
            await db.SaveChangesAsync(ct);
            return new DelegationView(own.ToPersonId, own.Until);
        });
    }

    public static async Task<NoContent> End(TicketingDb db, Caller caller, CancellationToken ct)
    {
        await db.Set<ApprovalDelegation>().Where(d => d.PersonId == caller.SubjectId).ExecuteDeleteAsync(ct);
        return TypedResults.NoContent();
    }
}
