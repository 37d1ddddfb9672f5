using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.BulkRuns;

/// <summary>No version is asked for: whoever stops a run has no time to read how far it is. One that is finished stays finished.</summary>
internal static class CancelBulkRun
{
    public static async Task<BulkRunView> Handle(Guid id, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var run = await db.BulkRuns.SingleOrDefaultAsync(r => r.Id == id, ct) ?? throw new NotFound("bulk run");
        if (run.StartedBy != caller.SubjectId && !caller.Is(Roles.Leads)) throw new NotAllowed("bulk.not-yours", "Whoever started a bulk run stops it, or who leads.");
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = time.Now();
        // One that is being done at this moment is waited for, and then is done.
        var stopped = await db.BulkTickets.Where(t => t.RunId == id && t.State == BulkState.Waiting).ExecuteUpdateAsync(t => t.SetProperty(b => b.State, BulkState.Cancelled).SetProperty(b => b.SettledAt, now), ct);
        if (stopped > 0) run.Cancel(Author.Of(caller), now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return await db.Show(run, ct);
    }
}
