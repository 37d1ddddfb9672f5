using CustomerOps.ServiceDefaults.Access;
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
        return api;
    }
}
