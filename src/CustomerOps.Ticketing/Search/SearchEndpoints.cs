using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Search;

internal static class SearchEndpoints
{
    public static RouteGroupBuilder MapSearch(this RouteGroupBuilder api)
    {
        api.MapGroup("/search").For(Roles.Readers).WithTags("Search")
            .MapGet("/", SearchEverything.Handle).InTurn().WithSummary("Tickets, customers and messages by their words, names, addresses and numbers, best first");
        return api;
    }
}
