using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Queueing;

internal static class ListQueues
{
    public static async Task<QueuesView> Handle(TicketingDb db, CancellationToken ct)
    {
        var set = await db.Set<TicketQueue>().AsNoTracking().OrderBy(q => q.Name).Take(PutQueue.Most + Queues.All.Count).ToListAsync(ct);
        var tiers = Queues.All.Select(name => set.Find(q => q.Name == name) ?? TicketQueue.Usual(name));
        return new([.. tiers.Concat(set.Where(q => !Queues.All.Contains(q.Name))).Select(QueueView.Of)]);
    }
}

internal static class GetQueue
{
    public static async Task<Tagged<QueueView>> Handle([RegularExpression(PutQueue.NamePattern)] string name, TicketingDb db, CancellationToken ct)
    {
        var queue = await db.QueueNamed(name, ct);
        if (queue.Version == 0 && !Queues.All.Contains(name)) throw new NotFound("queue");
        return Tagged.Ok(QueueView.Of(queue), queue.Version);
    }
}
