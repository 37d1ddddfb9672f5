namespace CustomerOps.Contracts;

/// <summary>
/// The envelope of every event, inside and outside: CloudEvents 1.0, structured JSON (<c>application/cloudevents+json</c>) on the
/// topic exchange <see cref="Exchanges.Events"/>, routing key = <see cref="Type"/>, AMQP message id = <see cref="Id"/>.
/// </summary>
/// <typeparam name="T">The event record, in <see cref="Data"/>.</typeparam>
public sealed record CloudEvent<T>(
    Guid Id, string Source, string Type, DateTimeOffset Time, Guid TenantId, T Data,
    string? Subject = null, string? TraceParent = null)
{
    public string SpecVersion { get; init; } = "1.0";

    public string DataContentType { get; init; } = "application/json";
}

/// <summary>Names of the two exchanges; both are durable topic exchanges.</summary>
public static class Exchanges
{
    /// <summary>Everything CustomerOps says.</summary>
    public const string Events = "customerops.events";

    /// <summary>Everything partners say to CustomerOps.</summary>
    public const string Partner = "customerops.partner";
}
