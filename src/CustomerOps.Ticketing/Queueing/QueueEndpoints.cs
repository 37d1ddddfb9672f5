using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Queueing;

internal static class QueueEndpoints
{
    public static RouteGroupBuilder MapQueues(this RouteGroupBuilder api)
    {
        var queues = api.MapGroup("/queues").For(Roles.Readers).WithTags("Queues");
        queues.MapGet("/", ListQueues.Handle).WithSummary("Where tickets wait, and the rules there");
        queues.MapGet("/{name}", GetQueue.Handle).WithSummary("One queue");
        queues.MapPut("/{name}", PutQueue.Handle).For(Roles.Managers).WithSummary("Set a queue's rules; If-Match \"0\" where there is none yet");
        queues.MapDelete("/{name}", RemoveQueue.Handle).For(Roles.Managers).WithSummary("Remove a queue that holds no ticket but closed ones");
        return api;
    }
}
