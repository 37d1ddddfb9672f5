using CustomerOps.Messaging.PersonalData;
using System.Reflection;
using System.Text.Json;
using CustomerOps.Contracts;
using CustomerOps.Contracts.DataProtection;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerOps.Messaging.Inbox;

/// <summary>One handler's subscription to one event: its queue, <c>ticketing-open-follow-up</c>, and how messages of it take effect.</summary>
internal abstract class EventIntake(string service, Type handler, Type told, int atOnce)
{
    private readonly EventAttribute _mark = told.GetCustomAttribute<EventAttribute>()!;

    protected string Handler { get; } = handler.Name;

    public string Queue { get; } = $"{service}-{JsonNamingPolicy.KebabCaseLower.ConvertName(handler.Name)}";

    /// <summary>Where messages wait, whole and with the reason in their headers, that could not be understood or handled.</summary>
    public string ErrorQueue => Queue + "_error";

    public string Exchange { get; } = EventAttribute.ExchangeOf(told);

    public string RoutingKey { get; } = EventAttribute.TypeOf(told);

    /// <summary>Does it come from outside? Then its sender must be known and may speak for its own organisation only.</summary>
    public bool FromPartner => _mark.FromPartner;

    protected bool InHouse => _mark.InHouse;

    /// <summary>Whoever erases looks through all texts.</summary>
    public TimeSpan HandleWithin { get; } = TimeSpan.FromMinutes(told == typeof(ErasureOrdered) ? 10 : 1);

    /// <summary>How many messages are handled together at most.</summary>
    public int AtOnce { get; } = atOnce;

    /// <summary>Reads the CloudEvents, drops what was handled before, and lets the handler act; inbox rows and effect commit together, by organisation.</summary>
    public abstract Task Take(IServiceProvider services, IEnumerable<Delivery> messages, CancellationToken cancellationToken);
}

internal delegate Task HandleEvents<THandler, TEvent>(THandler handler, IReadOnlyList<CloudEvent<TEvent>> told, CancellationToken cancellationToken);

internal sealed class EventIntake<TEvent, THandler, TDb>(string service, int atOnce, HandleEvents<THandler, TEvent> prepare, HandleEvents<THandler, TEvent> handle)
    : EventIntake(service, typeof(THandler), typeof(TEvent), atOnce)
    where TEvent : class where THandler : class where TDb : MessagingDb
{
    public override async Task Take(IServiceProvider services, IEnumerable<Delivery> messages, CancellationToken cancellationToken)
    {
        List<CloudEvent<TEvent>> told = [];
        foreach (var message in messages) told.Add(FromPartner ? await ReadForeign(services.GetRequiredService<Senders>(), message, cancellationToken) : Read(message));
        foreach (var organisation in told.GroupBy(e => e.TenantId)) await Take(services, organisation.Key, [.. organisation.DistinctBy(e => e.Id).OrderBy(e => e.Id)], cancellationToken);
    }

    private static CloudEvent<TEvent> Read(Delivery message) => JsonSerializer.Deserialize<CloudEvent<TEvent>>(message.Body, ContractJson.Options) ?? throw new JsonException("The message is null.");

    private async Task<CloudEvent<TEvent>> ReadForeign(Senders senders, Delivery message, CancellationToken cancellationToken)
    {
        var sender = await senders.Of(message.Properties, cancellationToken);
        var told = Read(message);
        sender.MaySay(told.TenantId, InHouse);
        RuleViolation.Unless(told.Type == RoutingKey && told.SpecVersion == "1.0", "message.other-type", $"The message is not {RoutingKey} by CloudEvents 1.0.");
        return told;
    }

    private async Task Take(IServiceProvider services, Guid tenantId, CloudEvent<TEvent>[] told, CancellationToken cancellationToken)
    {
        using var span = MessagingMeters.Span($"handle {told[0].Type}", [.. told.Select(e => e.TraceParent)]);
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenantId);
        var handler = scope.ServiceProvider.GetRequiredService<THandler>();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        var meters = scope.ServiceProvider.GetRequiredService<MessagingMeters>();
        await prepare(handler, told, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        Guid[] ids = [.. told.Select(e => e.Id)];
        var first = await db.Database.SqlQuery<Guid>($"""
            with together as materialized (select {typeof(TEvent) == typeof(ErasureOrdered)} or pg_advisory_xact_lock_shared(hashtextextended({ErasedPeople.Gate(tenantId)}, 0)) is null)
            insert into inbox (message_id, consumer, tenant_id) select unnest({ids}), {Handler}, {tenantId} from together on conflict do nothing returning message_id
            """).ToListAsync(cancellationToken);
        meters.Duplicates(Handler, ids.Length - first.Count);
        told = [.. told.Where(e => first.Contains(e.Id))];
        // Who takes many together counts, or reads afresh what is left of a person.
        if (AtOnce == 1 && told.Length > 0) told = await scope.ServiceProvider.GetRequiredService<ErasedPeople>().WithoutErased(db, told, cancellationToken);
        if (told.Length > 0) await handle(handler, told, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        meters.Consumed(Handler, first.Count);
    }
}
