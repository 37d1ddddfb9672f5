using CustomerOps.Messaging;
using CustomerOps.Ticketing.Attachments;
using CustomerOps.Ticketing.Links;
using CustomerOps.Ticketing.Merging;
using CustomerOps.Ticketing.Outgoing;
using CustomerOps.Ticketing.Participants;
using CustomerOps.Ticketing.Problems;
using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Waiting;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>What conversations need of the host, in one place.</summary>
internal static class ConversationSetUp
{
    public static IServiceCollection AddConversations(this IServiceCollection services) => services.AddScoped<CustomerWords>();

    public static Subscriptions<TicketingDb> ToConversations(this Subscriptions<TicketingDb> listen) => listen
        .When<ChaseCustomer, RemindCustomer>().When<WaitOver, EndWait>().When<SendScheduled, SayScheduled>()
        .When<SweepAttachment, SweepAttachments>().When<TellIncident, BringUpdate>();

    public static RouteGroupBuilder MapConversations(this RouteGroupBuilder api) => api.MapQueues().MapWaiting().MapWriting().MapAttachments().MapParticipants().MapMerging().MapLinks().MapProblems();
}
