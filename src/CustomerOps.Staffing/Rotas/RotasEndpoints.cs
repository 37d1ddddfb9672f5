using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Staffing.Rotas;

internal static class RotasEndpoints
{
    public static RouteGroupBuilder MapRotas(this RouteGroupBuilder api)
    {
        var rotas = api.MapGroup("/rotas/{week}").For(Roles.Readers).WithTags("Rotas");
        rotas.MapPost("/solution", SolveRota.Handle).For(Roles.Leads).WithSummary("Build the week's rota from a forecast (at most 5 seconds)");
        rotas.MapGet("/", GetRota.Handle).WithSummary("The week's rota: coverage, what is missing and why");
        rotas.MapGet("/shifts", ListShifts.Handle).WithSummary("The week's shifts in order of start");
        return api;
    }

    public static RouteGroupBuilder MapShifts(this RouteGroupBuilder api)
    {
        var shifts = api.MapGroup("/shifts").For(Roles.Readers).WithTags("Shifts");
        shifts.MapPost("/", SetShift.Add).For(Roles.Leads).WithSummary("Set a shift by hand");
        shifts.MapGet("/{id:guid}", GetShift.Handle).WithSummary("One shift");
        shifts.MapPut("/{id:guid}", SetShift.Change).For(Roles.Leads).WithSummary("Give a shift another person or time");
        shifts.MapDelete("/{id:guid}", SetShift.Remove).For(Roles.Leads).Produces(204).WithSummary("Remove a shift that has not started");
        return api;
    }
}
