using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.BulkRuns;

internal static class BulkRunEndpoints
{
    public static RouteGroupBuilder MapBulkRuns(this RouteGroupBuilder api)
    {
        var runs = api.MapGroup("/bulk-runs").For(Roles.Staff).WithTags("Templates and macros");
        runs.MapPost("/", StartBulkRun.Handle).WithSummary("Do a macro's steps to many tickets, each once; it goes on by itself, also after a crash");
        runs.MapGet("/{id:guid}", GetBulkRun.Handle).WithSummary("How far a bulk run is");
        runs.MapPut("/{id:guid}/cancellation", CancelBulkRun.Handle).WithSummary("Stop it: what is done stays done, the rest is left as it is; whoever started it, or leads");
        runs.MapGet("/{id:guid}/tickets", ListBulkTickets.Handle).WithSummary("Each ticket of a bulk run and, where it failed, why");
        return api;
    }
}
