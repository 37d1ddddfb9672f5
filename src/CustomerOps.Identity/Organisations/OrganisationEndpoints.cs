using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Identity.Organisations;

internal static class OrganisationEndpoints
{
    public static RouteGroupBuilder MapOrganisation(this RouteGroupBuilder api)
    {
        var group = api.MapGroup("/organisation").WithTags("Organisation");
        group.MapGet("/", GetOrganisation.Handle).For(Roles.Readers).WithSummary("The caller's organisation with its branches");
        group.MapPut("/", DescribeOrganisation.Handle).For(Roles.Admin).WithSummary("Change name, time zone and languages");
        group.MapPut("/branches/{code}", PutBranch.Handle).For(Roles.Admin).WithSummary("Create a branch or change the one with this code");
        return api;
    }
}
