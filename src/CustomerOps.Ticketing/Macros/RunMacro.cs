using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Macros;

[Example("""{ "macroId": "0190a000-0000-7000-8000-000000000001" }""")]
internal sealed record RunMacroRequest(Guid MacroId);

internal static class RunMacro
{
    public static async Task<Tagged<TicketView>> Handle(
        Guid id, Guid runId, RunMacroRequest request, IfMatch ifMatch, TicketingDb db, MacroWork work, Caller caller, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var ticket = await db.TicketToChange(id, ct);
        if (await db.MacroRuns.AsNoTracking().SingleOrDefaultAsync(r => r.TicketId == id && r.Id == runId, ct) is { } before)
        {
            RuleViolation.Unless(before.MacroId == request.MacroId, "macro.run-taken", "This run was of another macro; give yours an id of its own.");
            return await db.Answer(ticket, ct);
        }

        ifMatch.Check(ticket.Version);
        var macro = await db.Macros.AsNoTracking().SingleOrDefaultAsync(m => m.Id == request.MacroId, ct) ?? throw new RuleViolation("macro.unknown", "There is no such macro.", "macroId");
        await work.Do(macro.Actions, ticket, Author.Of(caller), ct);
        db.Add(new MacroRun(runId, id, macro, Author.Of(caller), time.Now()));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return await db.Answer(ticket, ct);
    }
}
