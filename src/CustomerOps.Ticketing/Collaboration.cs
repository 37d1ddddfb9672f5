using CustomerOps.Contracts.Survey;
using CustomerOps.Messaging;
using CustomerOps.Ticketing.Automation;
using CustomerOps.Ticketing.BulkRuns;
using CustomerOps.Ticketing.Complaints;
using CustomerOps.Ticketing.Consents;
using CustomerOps.Ticketing.Departments;
using CustomerOps.Ticketing.Fields;
using CustomerOps.Ticketing.HandlingNotes;
using CustomerOps.Ticketing.Macros;
using CustomerOps.Ticketing.Mentions;
using CustomerOps.Ticketing.Opportunities;
using CustomerOps.Ticketing.Orders;
using CustomerOps.Ticketing.Patterns;
using CustomerOps.Ticketing.Promises;
using CustomerOps.Ticketing.Readings;
using CustomerOps.Ticketing.Reports;
using CustomerOps.Ticketing.Search;
using CustomerOps.Ticketing.SideConversations;
using CustomerOps.Ticketing.Tasks;
using CustomerOps.Ticketing.Templates;
using CustomerOps.Ticketing.Tickets;
using CustomerOps.Ticketing.Views;
using CustomerOps.Ticketing.Webhooks;

namespace CustomerOps.Ticketing;

/// <summary>What people who work on tickets together use beside the ticket itself.</summary>
internal static class Collaboration
{
    public static IServiceCollection AddCollaboration(this IServiceCollection services) => services.AddSingleton<FieldBook>().AddSingleton<WordCounts>().AddSingleton<SearchTurns>().AddHostedService<TidyIndexes>().AddAutomation().AddScoped<MacroWork>().AddScoped<SideMails>().AddOrders().AddScoped<ComplaintDesk>().AddScoped<ArticleAsking>().AddPatterns().AddReadings().AddWebhooks();

    public static Subscriptions<TicketingDb> ToCollaboration(this Subscriptions<TicketingDb> listen) => listen.When<RunBulkTicket, DoBulkTicket>().ToAutomation().ToPromises().ToPatterns().ToReadings().ToComplaints().ToOrders().ToDepartments().ToWebhooks().On<CustomerUnsubscribed, TakeUnsubscription>();

    public static RouteGroupBuilder MapCollaboration(this RouteGroupBuilder api) => api.MapSearch().MapViews().MapTemplates().MapMacros().MapBulkRuns().MapTasks()
        .MapSideConversations().MapMentions().MapFields().MapTriggers().MapPromises().MapComplaints().MapDepartments().MapHandlingNotes().MapReports().MapPatterns().MapOpportunities().MapWebhooks();
}
