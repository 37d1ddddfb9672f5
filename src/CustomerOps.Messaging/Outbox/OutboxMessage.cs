using System.Diagnostics;
using System.Text.Json;
using CustomerOps.Contracts;
using CustomerOps.ServiceDefaults.Data;

namespace CustomerOps.Messaging.Outbox;

/// <summary>An event on its way out: the CloudEvent exactly as it will be on the wire. Deleted once the broker has confirmed it.</summary>
internal sealed class OutboxMessage : ITenantOwned
{
    public Guid Id { get; private init; }
    public Guid TenantId { get; set; }
    public string Type { get; private init; } = "";
    public byte[] Body { get; private init; } = [];
    public string? TraceParent { get; private init; }
    public DateTimeOffset RaisedAt { get; private init; }

    public static OutboxMessage Of(object told, string source, Guid tenantId, Guid? subject, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7();
        var type = EventAttribute.TypeOf(told.GetType());
        var trace = Activity.Current?.Id;
        var envelope = new CloudEvent<object>(id, "/" + source, type, now, tenantId, told, subject?.ToString(), trace);
        return new OutboxMessage
        {
            Id = id, TenantId = tenantId, Type = type, TraceParent = trace, RaisedAt = now,
            Body = JsonSerializer.SerializeToUtf8Bytes(envelope, ContractJson.Options),
        };
    }
}
