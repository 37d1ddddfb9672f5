using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Macros;

internal static class MacroEndpoints
{
    public static RouteGroupBuilder MapMacros(this RouteGroupBuilder api)
    {
        var macros = api.MapGroup("/macros").For(Roles.Readers).WithTags("Templates and macros");
        macros.MapGet("/", ListMacros.Handle).WithSummary("Steps that are done to tickets together");
        macros.MapPost("/", CreateMacro.Handle).For(Roles.Leads).WithSummary("A new macro");
        macros.MapGet("/{id:guid}", GetMacro.Handle).WithSummary("One macro and its steps");
        macros.MapPut("/{id:guid}", ChangeMacro.Handle).For(Roles.Leads).WithSummary("Change a macro");
        macros.MapDelete("/{id:guid}", DeleteMacro.Handle).For(Roles.Leads).WithSummary("Take a macro away");
        api.MapGroup("/tickets").For(Roles.Staff).WithTags("Templates and macros")
            .MapPut("/{id:guid}/macro-runs/{runId:guid}", RunMacro.Handle).WithSummary("Do a macro's steps to the ticket, all or none; the run's id is yours, and the same run again changes nothing");
        return api;
    }
}
