using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using CustomerOps.Contracts;
using CustomerOps.ServiceDefaults.Data;

namespace CustomerOps.Messaging.Due;

/// <summary>The stable name of a due message's record, for example <c>check-clock</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class DueAttribute(string name) : Attribute
{
    public string Name { get; } = name;

    internal static string NameOf(Type message) =>
        message.GetCustomAttribute<DueAttribute>()?.Name ?? throw new InvalidOperationException($"{message.Name} has no [Due] name.");
}

/// <summary>Acts when its time has come, once, in a transaction that also deletes the due message. It looks at the state first: what it was scheduled for may be over.</summary>
public interface IDueHandler<in TMessage>
{
    Task Prepare(TMessage message, CancellationToken cancellationToken) => Task.CompletedTask;

    Task Handle(TMessage message, CancellationToken cancellationToken);
}

/// <summary>Acts like <see cref="IDueHandler{TMessage}"/> on several due messages of one organisation together. When that fails, each is tried alone.</summary>
public interface IDueBatchHandler<in TMessage>
{
    Task Prepare(IReadOnlyList<TMessage> messages, CancellationToken cancellationToken);

    Task Handle(IReadOnlyList<TMessage> messages, CancellationToken cancellationToken);
}

/// <summary>A message of a service to itself, to be handled at a time.</summary>
internal sealed class DueMessage : ITenantOwned
{
    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public Guid TenantId { get; set; }
    public string Name { get; private init; } = "";
    public string Body { get; private init; } = "";
    public string? TraceParent { get; private init; }
    public DateTimeOffset DueAt { get; private init; }

    public static DueMessage Of(object message, DateTimeOffset dueAt) => new()
    {
        Name = DueAttribute.NameOf(message.GetType()), Body = JsonSerializer.Serialize(message, ContractJson.Options),
        TraceParent = Activity.Current?.Id, DueAt = dueAt,
    };
}
