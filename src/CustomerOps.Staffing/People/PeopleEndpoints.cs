using CustomerOps.ServiceDefaults.Access;
using CustomerOps.Staffing.Availability;
using CustomerOps.Staffing.Skills;

namespace CustomerOps.Staffing.People;

internal static class PeopleEndpoints
{
    public static RouteGroupBuilder MapPeople(this RouteGroupBuilder api)
    {
        var people = api.MapGroup("/people").For(Roles.Readers).WithTags("People");
        people.MapGet("/", ListPeople.Handle).WithSummary("People by name, with skills and contract");
        people.MapGet("/{id:guid}", GetPerson.Handle).WithSummary("One person");
        people.MapPut("/{id:guid}/skills", SetSkills.Handle).For(Roles.Leads).WithSummary("Replace a person's skills (level 0 to 4)");
        people.MapPut("/{id:guid}/contract", SetContract.Handle).For(Roles.Managers).WithSummary("Agree hours, times, days off and languages");
        people.MapGet("/{id:guid}/absence", GetAbsence.Handle).WithSummary("Is the person away, although the rota says otherwise?");
        people.MapPut("/{id:guid}/absence", SetAbsence.Handle).For(Roles.Leads).WithSummary("The person is away from now on: a sick call, for example");
        people.MapDelete("/{id:guid}/absence", EndAbsence.Handle).For(Roles.Leads).Produces(204).WithSummary("The person is back");
        return api;
    }
}
