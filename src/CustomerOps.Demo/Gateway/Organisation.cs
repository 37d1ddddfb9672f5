namespace CustomerOps.Demo.Gateway;

/// <summary>The callers of one organisation: a client for each role's key.</summary>
internal sealed class Organisation(string slug, Uri gateway, IReadOnlyDictionary<string, string> keys) : IDisposable
{
    private readonly Dictionary<string, GatewayClient> _clients = keys.ToDictionary(k => k.Key, k => new GatewayClient(gateway, k.Value));

    public string Slug { get; } = slug;

    public GatewayClient Agent => As("agent");

    public GatewayClient Manager => As("manager");

    public GatewayClient Partner => As("partner");

    public GatewayClient As(string role) =>
        _clients.TryGetValue(role, out var client) ? client : throw new GatewayUnusable($"There is no key of {Slug} for the role {role}.");

    /// <summary>The organisation's id, which also shows that the key is known.</summary>
    public async Task<string> Id(CancellationToken stop) => (await Manager.Get("/api/v1/organisation", stop)).Id;

    public void Dispose()
    {
        foreach (var client in _clients.Values) client.Dispose();
    }
}
