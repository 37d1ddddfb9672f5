using System.Reflection;

namespace CustomerOps.Contracts;

/// <summary>The wire name of an event: CloudEvents <c>type</c> and RabbitMQ routing key, for example <c>ticketing.ticket-solved.v1</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventAttribute(string type, bool fromPartner = false, bool inHouse = false) : Attribute
{
    public string Type { get; } = type;

    /// <summary>Published by partners on the partner exchange, not by CustomerOps.</summary>
    public bool FromPartner { get; } = fromPartner;

    /// <summary>Among CustomerOps' own processes only: no partner may subscribe to it or send it (a mail carries one-time links).</summary>
    public bool InHouse { get; } = inHouse;

    /// <summary>The wire name of <paramref name="eventType"/>; throws when the record carries none.</summary>
    public static string TypeOf(Type eventType) => Of(eventType).Type;

    /// <summary>The exchange <paramref name="eventType"/> travels on.</summary>
    public static string ExchangeOf(Type eventType) => Of(eventType).FromPartner ? Exchanges.Partner : Exchanges.Events;

    /// <summary>What partners may send, by wire name.</summary>
    public static IReadOnlyList<string> FromPartners { get; } = [.. Known(e => e.FromPartner && !e.InHouse)];

    /// <summary>What partners may subscribe to, by wire name.</summary>
    public static IReadOnlyList<string> ForPartners { get; } = [.. Known(e => !e.FromPartner && !e.InHouse)];

    private static IEnumerable<string> Known(Func<EventAttribute, bool> which) =>
        typeof(EventAttribute).Assembly.GetTypes().Select(t => t.GetCustomAttribute<EventAttribute>()).OfType<EventAttribute>().Where(which).Select(e => e.Type).Order(StringComparer.Ordinal);

    private static EventAttribute Of(Type eventType) =>
        eventType.GetCustomAttribute<EventAttribute>() ?? throw new InvalidOperationException($"{eventType.Name} has no [Event] name.");
}
