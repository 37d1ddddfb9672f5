using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Reports;

internal static class ReportEndpoints
{
    public static RouteGroupBuilder MapReports(this RouteGroupBuilder api)
    {
        var reports = api.MapGroup("/reports/{measure}").For(Roles.Readers).WithTags("Reports");
        reports.MapGet("/", GetReport.Handle).WithSummary("How much came in, how fast it was answered and solved, what held, what was promised and kept, what is left");
        reports.MapGet("/tickets", ListReportTickets.Handle).WithSummary("The tickets that make one figure of a report, newest first");
        reports.MapGet("/csv", ReportCsv.Figures).Produces(200, contentType: "text/csv").WithSummary("The report as a file");
        reports.MapGet("/tickets/csv", ReportCsv.Tickets).Produces(200, contentType: "text/csv").WithSummary("All tickets of one figure as a file");
        return api;
    }
}
