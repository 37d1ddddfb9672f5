using System.Text.Json;
using CustomerOps.Contracts;
using CustomerOps.Contracts.DataProtection;
using CustomerOps.Messaging.Due;
using CustomerOps.ServiceDefaults;
using Microsoft.Extensions.Configuration;

namespace CustomerOps.Messaging.PersonalData;

/// <summary>The person is looked for once more when whatever was under way at the first look has ended.</summary>
/// <param name="Order">As bytes, so that nobody else's erasure finds words in it.</param>
/// <param name="Rows">What the first look changed.</param>
/// <param name="Ended">Those with a smaller number must have ended; null until the first look is committed.</param>
[Due("look-again")]
internal sealed record LookAgainDue(byte[] Order, SortedDictionary<string, long> Rows, EarlierLook First, long? Ended = null);

/// <summary>Takes out what a request or a due message that began before the first look put back after it; only then the part is said to be done.</summary>
internal sealed class LookAgain(MessagingDb db, Eraser eraser, ErrorQueues errors, ServiceName service, IConfiguration configuration, TimeProvider time) : IDueHandler<LookAgainDue>
{
    private static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(30), AMoment = TimeSpan.FromSeconds(3);

    public Task Prepare(LookAgainDue message, CancellationToken cancellationToken) =>
        message.Ended is null ? Task.CompletedTask : errors.Forget(db.Tenant.Required, EraseOnOrder.Pattern(OrderOf(message).Words), cancellationToken);

    public async Task Handle(LookAgainDue message, CancellationToken cancellationToken)
    {
        var (now, here) = (time.GetUtcNow(), await EarlierLook.Here(db, cancellationToken));
        // Who has read of the person but not yet written has no number: they get the time that a request has at most.
        if (message.Ended is null) db.Schedule(message with { Ended = here.By }, now + configuration.GetValue("Erasure:LooksAgainAfter", LongestRequest));
        else if (here.Since < message.Ended || !await db.TryLock(EraseOnOrder.OneAtATime, cancellationToken)) db.Schedule(message, now + AMoment);
        else
        {
            await ErasedPeople.HoldBack(db, cancellationToken);
            var order = OrderOf(message);
            foreach (var (table, rows) in await eraser.Erase(PersonSought.By(order), order.Words, now, cancellationToken, message.First)) message.Rows[table] = message.Rows.GetValueOrDefault(table) + rows;
            db.Publish(new PartErased(order.ErasureId, service.Value, message.Rows, now));
        }
    }

    private static ErasureOrdered OrderOf(LookAgainDue message) => JsonSerializer.Deserialize<ErasureOrdered>(message.Order, ContractJson.Options)!;
}
