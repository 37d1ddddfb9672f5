using System.Diagnostics;
using System.Text.Json;
using CustomerOps.Contracts;
using CustomerOps.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerOps.Messaging.Inbox;

/// <summary>One handler's subscription to one event: its queue, <c>ticketing-open-follow-up</c>, and how a message of it takes effect.</summary>
internal abstract class EventIntake(string service, Type handler, Type told)
{
    protected string Handler { get; } = handler.Name;

    public string Queue { get; } = $"{service}-{JsonNamingPolicy.KebabCaseLower.ConvertName(handler.Name)}";

    /// <summary>Where messages wait, whole and with the reason in their headers, that could not be understood or handled.</summary>
    public string ErrorQueue => Queue + "_error";

    public string Exchange { get; } = EventAttribute.ExchangeOf(told);

    public string RoutingKey { get; } = EventAttribute.TypeOf(told);

    /// <summary>Reads the CloudEvent, drops what was handled before, and lets the handler act; inbox row and effect commit together.</summary>
    public abstract Task Take(IServiceProvider services, ReadOnlyMemory<byte> message, CancellationToken cancellationToken);
}

internal sealed class EventIntake<TEvent, THandler, TDb>(string service) : EventIntake(service, typeof(THandler), typeof(TEvent))
    where TEvent : class where THandler : IEventHandler<TEvent> where TDb : MessagingDb
{
    public override async Task Take(IServiceProvider services, ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        var envelope = JsonSerializer.Deserialize<CloudEvent<TEvent>>(message.Span, ContractJson.Options) ?? throw new JsonException("The message is null.");
        using var span = MessagingMeters.Spans.StartActivity($"handle {envelope.Type}", ActivityKind.Consumer, envelope.TraceParent);
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(envelope.TenantId);
        var handler = scope.ServiceProvider.GetRequiredService<THandler>();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        var meters = scope.ServiceProvider.GetRequiredService<MessagingMeters>();
        await handler.Prepare(envelope.Data, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var first = await db.Database.ExecuteSqlAsync(
            $"insert into inbox (message_id, consumer, tenant_id) values ({envelope.Id}, {Handler}, {envelope.TenantId}) on conflict do nothing", cancellationToken);
        if (first == 0) { meters.Duplicate(Handler); return; }
        await handler.Handle(envelope.Data, new EventFacts(envelope.Id, envelope.TenantId, envelope.Time), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        meters.Consumed(Handler);
    }
}
