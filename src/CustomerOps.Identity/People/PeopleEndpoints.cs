using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Identity.People;

internal static class PeopleEndpoints
{
    public static RouteGroupBuilder MapPeople(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/organisation/people").WithTags("Organisation");
        group.MapGet("/", ListPeople.Handle).For(Roles.Readers).WithSummary("Staff of the organisation by name");
        group.MapGet("/{id:guid}", GetPerson.Handle).For(Roles.Readers).WithSummary("One member of staff");
        group.MapPost("/", AddPerson.Handle).For(Roles.Managers).WithSummary("Add a member of staff");
        group.MapPut("/{id:guid}", ChangePerson.Handle).For(Roles.Managers).WithSummary("Change a member of staff, or end their access");
        return api;
    }
}
