using CustomerOps.Contracts.Survey;
using CustomerOps.Messaging;
using CustomerOps.Ticketing.BulkRuns;
using CustomerOps.Ticketing.Consents;
using CustomerOps.Ticketing.HandlingNotes;
using CustomerOps.Ticketing.Macros;
using CustomerOps.Ticketing.Mentions;
using CustomerOps.Ticketing.Promises;
using CustomerOps.Ticketing.Search;
using CustomerOps.Ticketing.SideConversations;
using CustomerOps.Ticketing.Tasks;
using CustomerOps.Ticketing.Templates;
using CustomerOps.Ticketing.Views;

namespace CustomerOps.Ticketing;

/// <summary>What people who work on tickets together use beside the ticket itself.</summary>
internal static class Collaboration
{
    public static IServiceCollection AddCollaboration(this IServiceCollection services) => services.AddScoped<MacroWork>().AddScoped<SideMails>();

    public static Subscriptions<TicketingDb> ToCollaboration(this Subscriptions<TicketingDb> listen) => listen.When<RunBulkTicket, DoBulkTicket>().ToPromises().On<CustomerUnsubscribed, TakeUnsubscription>();

    public static RouteGroupBuilder MapCollaboration(this RouteGroupBuilder api) => api.MapSearch().MapViews().MapTemplates().MapMacros().MapBulkRuns().MapTasks()
        .MapSideConversations().MapMentions().MapPromises().MapHandlingNotes();
}
