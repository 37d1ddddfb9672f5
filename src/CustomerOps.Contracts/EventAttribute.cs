using System.Reflection;

namespace CustomerOps.Contracts;

/// <summary>The wire name of an event: CloudEvents <c>type</c> and RabbitMQ routing key, for example <c>ticketing.ticket-solved.v1</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventAttribute(string type, bool fromPartner = false) : Attribute
{
    public string Type { get; } = type;

    /// <summary>Published by partners on the partner exchange, not by CustomerOps.</summary>
    public bool FromPartner { get; } = fromPartner;

    /// <summary>The wire name of <paramref name="eventType"/>; throws when the record carries none.</summary>
    public static string TypeOf(Type eventType) => Of(eventType).Type;

    /// <summary>The exchange <paramref name="eventType"/> travels on.</summary>
    public static string ExchangeOf(Type eventType) => Of(eventType).FromPartner ? Exchanges.Partner : Exchanges.Events;

    private static EventAttribute Of(Type eventType) =>
        eventType.GetCustomAttribute<EventAttribute>() ?? throw new InvalidOperationException($"{eventType.Name} has no [Event] name.");
}
