namespace CustomerOps.Contracts;

/// <summary>Names on the broker that belong to one partner, whose user is <c>&lt;organisation slug&gt;.&lt;name&gt;</c>.</summary>
public static class PartnerQueues
{
    private const string Second = ".2";

    /// <summary>The other user of the same partner: the two take turns when its secret is replaced with an overlap, and have the same queues.</summary>
    public static string SecondUser(string user) => user + Second;

    /// <summary>Everything with this prefix is the partner's, and nothing else; the same for both its users.</summary>
    public static string Prefix(string user) => $"partner.{(user.EndsWith(Second, StringComparison.Ordinal) ? user[..^Second.Length] : user)}.";

    /// <summary>What the partner subscribes to, of its own organisation.</summary>
    public static string Events(string user) => Prefix(user) + "events";

    /// <summary>What the partner sent and nobody could take, with the reason in the headers <c>x-fault-type</c>, <c>x-fault-reason</c>, <c>x-fault-at</c>.</summary>
    public static string Rejected(string user) => Prefix(user) + "rejected";

    /// <summary>The second routing key of every event on <see cref="Exchanges.Events"/>: its organisation and type.</summary>
    public static string RoutingKey(Guid tenantId, string type) => $"{tenantId}.{type}";
}
