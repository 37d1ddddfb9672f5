using System.Text.Json;
using System.Text.RegularExpressions;
using CustomerOps.Contracts;

namespace CustomerOps.Identity.Partners;

/// <summary>
/// What a partner is to the broker: a user, its rights, its two queues and their bindings. Every step can be repeated; the bindings name the
/// organisation, so the broker itself never gives a partner another organisation's events.
/// </summary>
internal sealed class BrokerUsers(BrokerManagement broker, IConfiguration configuration)
{
    private const string Hashing = "rabbit_password_hashing_sha256";
    private const int Connections = 10, Channels = 50, RejectedKept = 500, RejectedBytes = 16 << 20, QueueBytes = 256 << 20, ShownBytes = 50_000;
    private readonly string _host = BrokerManagement.VirtualHost(configuration);

    public async Task Admit(Partner partner, CancellationToken stop)
    {
        var own = Regex.Escape(PartnerQueues.Prefix(partner.User));
        foreach (var exchange in (string[])[Exchanges.Events, Exchanges.Partner]) await broker.Put($"exchanges/{_host}/{exchange}", new { type = "topic", durable = true }, stop);
        // A partner that stays away must not fill the broker's disk: the oldest go first.
        await broker.Put($"policies/{_host}/partners", new Dictionary<string, object> { ["pattern"] = "^partner\\.", ["apply-to"] = "queues", ["definition"] = new Dictionary<string, object> { ["max-length-bytes"] = QueueBytes } }, stop);
        await Admit(partner.CurrentUser, partner.SecretHash, own, stop);
        if (partner.PreviousUser is { } previous) await Admit(previous, partner.PreviousHash!, own, stop);
        await Declare(PartnerQueues.Events(partner.User), [], stop);
        await Declare(PartnerQueues.Rejected(partner.User), new() { ["x-max-length"] = RejectedKept, ["x-max-length-bytes"] = RejectedBytes }, stop);
        await Bind(partner, stop);
    }

    /// <summary>First nobody gets in any more, then who is in is put out, then what was theirs goes.</summary>
    public async Task Remove(Partner partner, CancellationToken stop)
    {
        foreach (var user in (string[])[partner.User, PartnerQueues.SecondUser(partner.User)]) await Retire(user, stop);
        foreach (var kind in (string[])["queues", "exchanges"])
        {
            var names = (await broker.Get($"{kind}/{_host}?columns=name", stop)).EnumerateArray().Select(q => q.GetProperty("name").GetString()!);
            foreach (var name in names.Where(n => n.StartsWith(PartnerQueues.Prefix(partner.User), StringComparison.Ordinal)).ToList()) await broker.Delete($"{kind}/{_host}/{Uri.EscapeDataString(name)}", stop);
        }
    }

    /// <summary>Ends one of a partner's users; what is the partner's stays.</summary>
    public async Task Retire(string user, CancellationToken stop)
    {
        // With a secret that nobody knows: asking for the connections of a deleted user while the broker itself ends them fails.
        await broker.Put($"users/{user}", new { password_hash = PartnerSecret.Generate().Hash, hashing_algorithm = Hashing, tags = "" }, stop);
        await Disconnect(user, stop);
        await broker.Delete($"users/{user}", stop);
    }

    public Task Disconnect(string user, CancellationToken stop) => broker.Delete($"connections/username/{user}", stop);

    /// <summary>The newest first; they stay in the queue, which keeps no order among those that were lent.</summary>
    public async Task<IReadOnlyList<RejectedView>> Rejected(Partner partner, int limit, CancellationToken stop)
    {
        var lent = await broker.Post($"queues/{_host}/{PartnerQueues.Rejected(partner.User)}/get", new { count = RejectedKept, ackmode = "reject_requeue_true", encoding = "auto", truncate = ShownBytes }, stop);
        return [.. lent.EnumerateArray().Select(View).OrderByDescending(r => r.RejectedAt, StringComparer.Ordinal).Take(limit)];
    }

    private async Task Admit(string user, string hash, string own, CancellationToken stop)
    {
        await broker.Put($"users/{user}", new { password_hash = hash, hashing_algorithm = Hashing, tags = "" }, stop);
        foreach (var (limit, value) in new[] { ("max-connections", Connections), ("max-channels", Channels) }) await broker.Put($"user-limits/{user}/{limit}", new { value }, stop);
        // Its own names, but for the two queues that are made here: those it reads and cannot remake without their limits.
        var made = "(?!(events|rejected)$).+";
        await broker.Put($"permissions/{_host}/{user}", new { configure = $"^{own}{made}$", write = $"^({own}{made}|{Regex.Escape(Exchanges.Partner)})$", read = $"^{own}.+$" }, stop);
        await broker.Put($"topic-permissions/{_host}/{user}", new { exchange = Exchanges.Partner, write = $"^({string.Join('|', EventAttribute.FromPartners.Select(Regex.Escape))})$", read = "^$" }, stop);
    }

    private Task Declare(string queue, Dictionary<string, object> arguments, CancellationToken stop)
    {
        arguments["x-queue-type"] = "quorum";
        return broker.Put($"queues/{_host}/{queue}", new { durable = true, arguments }, stop);
    }

    private async Task Bind(Partner partner, CancellationToken stop)
    {
        var path = $"bindings/{_host}/e/{Exchanges.Events}/q/{PartnerQueues.Events(partner.User)}";
        var wanted = partner.Subscriptions.Select(type => PartnerQueues.RoutingKey(partner.TenantId, type)).ToHashSet();
        var bound = (await broker.Get(path, stop)).EnumerateArray().Select(b => (Key: b.GetProperty("routing_key").GetString()!, Id: b.GetProperty("properties_key").GetString()!)).ToList();
        foreach (var key in wanted.Except(bound.Select(b => b.Key))) await broker.Post(path, new { routing_key = key }, stop);
        foreach (var (_, id) in bound.Where(b => !wanted.Contains(b.Key))) await broker.Delete($"{path}/{Uri.EscapeDataString(id)}", stop);
    }

    private static RejectedView View(JsonElement message)
    {
        var properties = message.GetProperty("properties");
        return new RejectedView(
            Text(properties, "type") ?? "", Text(properties, "message_id"), Header("x-fault-type"), Header("x-fault-reason"), Header("x-fault-at"),
            message.GetProperty("payload").GetString()!, message.GetProperty("payload_encoding").GetString()!);

        string Header(string name) => properties.TryGetProperty("headers", out var headers) ? Text(headers, name) ?? "" : "";
    }

    // No properties at all come as an empty array.
    private static string? Text(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
