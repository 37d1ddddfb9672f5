using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.Ticketing.Search;

namespace CustomerOps.Ticketing.Patterns;

internal static class PatternEndpoints
{
    public static RouteGroupBuilder MapPatterns(this RouteGroupBuilder api)
    {
        api.MapGroup("/tickets/{id:guid}/similar").For(Roles.Readers).WithTags("Patterns").MapGet("/", SimilarTickets.Handle).InTurn().WithSummary("Open tickets that say the same, are about the same order or from the same person");
        var proposals = api.MapGroup("/problem-proposals").For(Roles.Readers).WithTags("Patterns");
        proposals.MapGet("/", ReadProposals.List).WithSummary("Groups of tickets that may be one problem, newest first");
        proposals.MapGet("/{id:guid}", ReadProposals.One).WithSummary("One of them, and why it was proposed");
        proposals.MapGet("/{id:guid}/tickets", ReadProposals.Tickets).WithSummary("Its tickets, newest first");
        proposals.MapPut("/{id:guid}/problem", AcceptProposal.Handle).For(Roles.Staff).WithSummary("It is one problem: its open tickets become incidents of a ticket");
        proposals.MapPut("/{id:guid}/dismissal", DismissProposal.Handle).For(Roles.Staff).WithSummary("It is none; its like is not proposed again while it lasts");
        return api;
    }

    public static IServiceCollection AddPatterns(this IServiceCollection services) => services.AddSingleton<PatternLooks>();

    public static Subscriptions<TicketingDb> ToPatterns(this Subscriptions<TicketingDb> listen) => listen.When<LookForPatterns, FindPatterns>();
}
