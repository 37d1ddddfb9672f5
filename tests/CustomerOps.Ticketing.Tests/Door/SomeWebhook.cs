using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>A webhook of a test, with a path of its own at the receiver.</summary>
internal sealed class SomeWebhook(WebhookStack door, Guid id, string path, string key) : IAsyncDisposable
{
    public Guid Id { get; } = id;
    public string Path { get; } = path;
    public string Resource => $"/webhooks/{Id}";
    public string Key { get; } = key;

    public static async Task<SomeWebhook> Make(WebhookStack door, params string[] types)
    {
        var path = $"/{Guid.NewGuid():n}";
        var made = await door.Manager.Post("/webhooks", new { name = path[1..], url = $"http://127.0.0.1:{door.Port}{path}?who=us", eventTypes = types.Length > 0 ? types : ["ticketing.*"] });
        made.Status.ShouldBe(HttpStatusCode.Created, made.Body.ToJsonString());
        return new(door, made.Id, path, made.Text("key"));
    }

    public IReadOnlyList<Received> Heard(Guid ticket) => [.. door.At(Path).Where(r => r.Subject == $"{ticket}")];

    public async Task<IReadOnlyList<JsonNode>> Deliveries(Guid ticket) => (await door.Manager.Get($"{Resource}/deliveries?ticket={ticket}&limit=100")).Items;

    public Task Settled(Guid ticket, int count = 1) => door.Eventually(async () =>
        (await Deliveries(ticket)) is var all && all.Count >= count && all.All(d => (string)d["state"]! is "delivered" or "given-up"), $"all of {ticket} is settled");

    /// <summary>The signature as the standard has it, computed here.</summary>
    public static string Sign(string key, Received r) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(key["whsec_".Length..]), Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{r.Id}.{r.Timestamp}.{r.Body}"))));

    public async ValueTask DisposeAsync() => await door.Manager.Call(HttpMethod.Delete, Resource, null, "*");
}
