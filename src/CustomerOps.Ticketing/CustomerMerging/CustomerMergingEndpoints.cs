using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.CustomerMerging;

internal static class CustomerMergingEndpoints
{
    /// <summary>A wrong merge shows one person what another wrote.</summary>
    private static readonly string[] Experienced = [Roles.Senior, Roles.Specialist, Roles.Supervisor, Roles.Manager, Roles.Admin];

    public static RouteGroupBuilder MapCustomerMerging(this RouteGroupBuilder api)
    {
        var customer = api.MapGroup("/customers/{id:guid}").For(Roles.Readers).WithTags("Customer merging");
        customer.MapGet("/merges", ListMerges.Handle).WithSummary("Who said that the customer has other records, when and why, newest first; also what was taken back");
        customer.MapPut("/merge", MergeCustomer.Handle).For(Experienced).WithSummary("The same person has two records: the other one stands for both, everywhere. Nothing is moved");
        customer.MapDelete("/merge", UnmergeCustomer.Handle).For(Experienced).WithSummary("They were two after all: each record has what it had and what came to it since");
        return api;
    }
}
