using System.Text.Json;
using System.Text.RegularExpressions;
using CustomerOps.Contracts;
using CustomerOps.Contracts.DataProtection;
using CustomerOps.Messaging.Inbox;

namespace CustomerOps.Messaging.PersonalData;

/// <summary>Ticketing ordered that a person is erased: this service's part of it. What was under way meanwhile is seen by a second look.</summary>
internal sealed class EraseOnOrder(MessagingDb db, Eraser eraser, ErrorQueues errors, TimeProvider time) : IEventHandler<ErasureOrdered>
{
    /// <summary>Two that look through the same texts would each leave to the other what both took out. Nobody else waits: what others write meanwhile the second look sees.</summary>
    internal const string OneAtATime = "erasures";

    public Task Prepare(ErasureOrdered told, CancellationToken cancellationToken) => errors.Forget(db.Tenant.Required, Pattern(told.Words), cancellationToken);

    public async Task Handle(ErasureOrdered told, EventFacts facts, CancellationToken cancellationToken)
    {
        await db.Lock(OneAtATime, cancellationToken);
        var (now, here) = (time.GetUtcNow(), await EarlierLook.Here(db, cancellationToken));
        var rows = await eraser.Erase(PersonSought.By(told), told.Words, now, cancellationToken);
        db.Schedule(new LookAgainDue(JsonSerializer.SerializeToUtf8Bytes(told, ContractJson.Options), rows, here), now);
    }

    internal static Regex Pattern(string words) => new(words, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
}
