using System.Diagnostics;
using System.Text.Json;
using CustomerOps.Contracts;
using CustomerOps.ServiceDefaults.Data;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Messaging.Inbox;

/// <summary>Reads the CloudEvent, drops what was handled before, and lets the handler act; inbox row and effect commit together.</summary>
internal sealed class EventConsumer<TEvent, THandler, TDb>(THandler handler, TDb db, TenantScope tenant, MessagingMeters meters) : IConsumer<AnyEvent>
    where TEvent : class where THandler : IEventHandler<TEvent> where TDb : MessagingDb
{
    private static readonly string Consumer = typeof(THandler).Name;

    public async Task Consume(ConsumeContext<AnyEvent> context)
    {
        var stop = context.CancellationToken;
        try
        {
            var envelope = JsonSerializer.Deserialize<CloudEvent<TEvent>>(context.ReceiveContext.GetBody(), ContractJson.Options)
                ?? throw new JsonException("The message is null.");
            tenant.Enter(envelope.TenantId);
            // Ours carries the trace in a header that MassTransit reads; a partner's message has it in the envelope only.
            using var span = Activity.Current?.ParentId is null ? MessagingMeters.Spans.StartActivity($"handle {envelope.Type}", ActivityKind.Consumer, envelope.TraceParent) : null;
            Activity.Current?.SetTag("customerops.event", envelope.Type);
            await handler.Prepare(envelope.Data, stop);
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            var first = await db.Database.ExecuteSqlAsync(
                $"insert into inbox (message_id, consumer, tenant_id) values ({envelope.Id}, {Consumer}, {envelope.TenantId}) on conflict do nothing", stop);
            if (first == 0) { meters.Duplicate(Consumer); return; }
            await handler.Handle(envelope.Data, new EventFacts(envelope.Id, envelope.TenantId, envelope.Time), stop);
            await db.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
            meters.Consumed(Consumer);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            meters.Failed(Consumer);
            throw;
        }
    }
}

/// <summary>Any JSON object; the consumer reads the body itself, strictly, by the contract.</summary>
internal sealed class AnyEvent;
