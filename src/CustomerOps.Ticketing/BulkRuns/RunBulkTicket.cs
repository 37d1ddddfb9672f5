using CustomerOps.Messaging.Due;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Macros;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.BulkRuns;

/// <summary>Do a bulk run's steps to one of its tickets.</summary>
[Due("run-bulk-ticket")]
internal sealed record RunBulkTicket(Guid RunId, Guid TicketId);

/// <summary>
/// The steps, the ticket's row and the end of the due message are one transaction: after a crash the ticket is either done or still waiting for it.
/// A broken rule is the ticket's result; anything else is tried again by the due loop.
/// </summary>
internal sealed class DoBulkTicket(TicketingDb db, MacroWork work, TimeProvider time) : IDueHandler<RunBulkTicket>
{
    public async Task Handle(RunBulkTicket message, CancellationToken cancellationToken)
    {
        var row = await Row(message, cancellationToken);
        if (row is not { State: BulkState.Waiting }) return;
        var run = await db.BulkRuns.AsNoTracking().SingleAsync(r => r.Id == message.RunId, cancellationToken);
        try
        {
            var ticket = await db.Tickets.Include(t => t.Customer).SingleAsync(t => t.Id == message.TicketId, cancellationToken);
            await work.Do(run.Actions, ticket, run.By, cancellationToken);
            row.Done(time.Now());
        }
        catch (RuleViolation broken)
        {
            // Nothing was saved yet: what the steps before it did goes with the tracker.
            db.ChangeTracker.Clear();
            (await Row(message, cancellationToken))!.Failed(broken.Code, broken.Message, time.Now());
        }
    }

    private Task<BulkTicket?> Row(RunBulkTicket message, CancellationToken ct) =>
        db.BulkTickets.SingleOrDefaultAsync(t => t.RunId == message.RunId && t.TicketId == message.TicketId, ct);
}
