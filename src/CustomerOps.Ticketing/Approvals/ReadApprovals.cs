using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Merging;
using CustomerOps.Ticketing.Returns;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Approvals;

internal static class ListApprovals
{
    /// <param name="state">open (default), approved, declined or withdrawn.</param>
    /// <param name="mine">true: those you may decide on, for yourself or for those who are away.</param>
    public static async Task<Page<ApprovalView>> Handle([Word<ApprovalState>] string? state, bool? mine, int? limit, [Text(500)] string? after, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var (wanted, me) = (Kebab<ApprovalState>.Read(state) ?? ApprovalState.Open, caller.SubjectId);
        var approvals = db.Set<TicketApproval>().AsNoTracking().Where(a => a.State == wanted);
        if (mine != true) return await approvals.OldestFirst(limit, after, a => a.Id, ApprovalView.Of, ct);
        var others = await db.StoodInForBy(me, time.Now(), ct);
        var rank = others.Select(o => o.Rank).Append(caller.Rank()).Max();
        ApprovalRole?[] roles = [.. Enum.GetValues<ApprovalRole>().Where(r => r <= rank)];
        Guid[] people = [me, .. others.Select(o => o.PersonId)];
        return await approvals.Where(a => a.AskedBy != me && (roles.Contains(a.Role) || a.People.Any(p => people.Contains(p)))).OldestFirst(limit, after, a => a.Id, ApprovalView.Of, ct);
    }
}

internal static class GetApproval
{
    public static async Task<Tagged<ApprovalView>> Handle(Guid id, TicketingDb db, CancellationToken ct)
    {
        var approval = await db.Set<TicketApproval>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct) ?? throw new NotFound("approval");
        return Tagged.Ok(ApprovalView.Of(approval), approval.Version);
    }
}

internal static class ListTicketApprovals
{
    public static async Task<Page<ApprovalView>> Handle(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        if (!await db.Tickets.AnyAsync(t => t.Id == id, ct)) throw new NotFound("ticket");
        var thread = db.ThreadOf(id);
        return await db.Set<TicketApproval>().AsNoTracking().Where(a => thread.Contains(a.TicketId)).OldestFirst(limit, after, a => a.Id, ApprovalView.Of, ct);
    }
}
