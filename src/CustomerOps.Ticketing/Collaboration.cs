using CustomerOps.Ticketing.Search;
using CustomerOps.Ticketing.Views;

namespace CustomerOps.Ticketing;

/// <summary>What people who work on tickets together use beside the ticket itself.</summary>
internal static class Collaboration
{
    public static RouteGroupBuilder MapCollaboration(this RouteGroupBuilder api) => api.MapSearch().MapViews();
}
