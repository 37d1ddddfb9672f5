namespace CustomerOps.Messaging.Inbox;

/// <summary>
/// Acts on an event. <see cref="Handle"/> runs once per event in a transaction that also marks the event as handled; the database is saved afterwards.
/// Questions to other services belong in <see cref="Prepare"/>, which runs before the transaction and may run again.
/// </summary>
public interface IEventHandler<in TEvent>
{
    Task Prepare(TEvent told, CancellationToken cancellationToken) => Task.CompletedTask;

    Task Handle(TEvent told, EventFacts facts, CancellationToken cancellationToken);
}

/// <summary>
/// Acts on several events of one organisation, in the order they were told, in one transaction; when that fails, each is tried alone.
/// It hears of the erased too: for what only counts, or reads afresh what it acts on.
/// </summary>
public interface IEventBatchHandler<TEvent>
{
    Task Handle(IReadOnlyList<TEvent> told, CancellationToken cancellationToken);
}

/// <summary>The envelope of the event being handled.</summary>
public sealed record EventFacts(Guid MessageId, Guid TenantId, DateTimeOffset Time);
