using System.Text.Json;
using CustomerOps.Contracts;
using CustomerOps.ServiceDefaults.Cache;
using StackExchange.Redis;

namespace CustomerOps.Messaging.Outbox;

/// <summary>
/// Tells the gateways' live streams what happened, by a Redis stream per organisation that holds the newest ten thousand. Only what, when and of
/// which thing: who hears it reads the thing through the API, which knows what they may see. Redis away: what is missed is followed by a word to reload.
/// </summary>
internal sealed class LiveFeed(RedisLink redis)
{
    private const int Longest = 10_000;
    private readonly HashSet<Guid> _missed = [];

    public async Task Tell(IReadOnlyList<byte[]> envelopes)
    {
        var told = envelopes.Select(e => JsonSerializer.Deserialize<Head>(e, ContractJson.Options)!).Where(h => EventAttribute.ForPartners.Contains(h.Type)).ToList();
        if (told.Count == 0) return;
        Guid[] behind = [.. _missed];
        var answered = await redis.Ask(async database =>
        {
            await Task.WhenAll(behind.Select(t => Add(database, t, LiveEntries.Reload)));
            await Task.WhenAll(told.Select(h => Add(database, h.TenantId, JsonSerializer.Serialize(new { h.Id, h.Type, h.Time, h.Subject }, ContractJson.Options))));
            await Task.WhenAll(told.Select(h => h.TenantId).Concat(behind).Distinct().Select(t => database.PublishAsync(LiveEntries.Channel, t.ToString("n"))));
            return this;
        });
        if (answered is null) _missed.UnionWith(told.Select(h => h.TenantId));
        else _missed.ExceptWith(behind);
    }

    private static Task<RedisResult> Add(IDatabase database, Guid tenantId, string entry) =>
        database.ExecuteAsync("XADD", LiveEntries.Key(tenantId), "MAXLEN", "~", Longest, "*", LiveEntries.Field, entry);

    private sealed record Head(Guid Id, string Type, DateTimeOffset Time, Guid TenantId, string? Subject = null);
}
