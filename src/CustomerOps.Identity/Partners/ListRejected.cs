using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Identity.Partners;

internal static class ListRejected
{
    /// <summary>The queue keeps the newest 500; this is one page of its newest.</summary>
    public static Task<Page<RejectedView>> Handle(string name, IdentityDb db, BrokerUsers broker, int? limit, CancellationToken stop)
    {
        var take = Paging.Limit(limit);
        // Alone: the broker lends the messages to one reader at a time.
        return db.Alone(name, async () => new Page<RejectedView>(await broker.Rejected(await db.Partner(name, stop), take, stop), null), stop);
    }
}
