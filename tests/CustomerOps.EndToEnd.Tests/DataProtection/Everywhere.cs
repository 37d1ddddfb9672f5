using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CustomerOps.Testing.DataProtection;
using Shouldly;
using StackExchange.Redis;

namespace CustomerOps.EndToEnd.Tests.DataProtection;

/// <summary>Looks for words wherever the running system keeps anything: databases, queues, the cache, logs and journals.</summary>
internal sealed class Everywhere(RunningSystem system)
{
    public const int MostOfAQueue = 5_000;

    /// <returns>Where which word stands.</returns>
    public async Task<List<string>> Find(params string[] words)
    {
        var found = new List<string>();
        foreach (var service in (string[])["identity", "ticketing", "survey", "knowledge-base", "staffing"])
        {
            await using var database = system.Database(service);
            found.AddRange((await Scan.Database(database, words)).Select(f => $"{service}: {f}"));
        }

        await foreach (var (where, text) in Texts())
            found.AddRange(words.Where(word => Scan.Forms(word).Any(form => text.Contains(form, StringComparison.OrdinalIgnoreCase))).Select(word => $"{where}: {word}"));
        return found;
    }

    private async IAsyncEnumerable<(string Where, string Text)> Texts()
    {
        await foreach (var message in Queues()) yield return message;
        foreach (var entry in await Cache()) yield return entry;
        foreach (var file in Directory.GetFiles(Path.Combine(system.Data, "logs")).Concat(Directory.GetFiles(Path.Combine(system.Data, "mail"), "*.log", SearchOption.AllDirectories)))
        {
            // What the demo's mailbox prints is other people's mail, by its nature.
            if (Path.GetFileName(file).StartsWith("mailbox", StringComparison.Ordinal)) continue;
            using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            yield return (file, await reader.ReadToEndAsync());
        }
    }

    /// <summary>Every message of every queue; each goes back to its place.</summary>
    private async IAsyncEnumerable<(string Where, string Text)> Queues()
    {
        using var http = new HttpClient { BaseAddress = new Uri(system.Endpoint("bus", "management") + "/"), Timeout = TimeSpan.FromSeconds(60) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"guest:{system.Secret("bus-password")}")));
        var queues = JsonNode.Parse(await http.GetStringAsync("api/queues"))!.AsArray();
        queues.Count.ShouldBeGreaterThan(20);
        // What a partner was told waits before the partner, who is told of the erasure too.
        foreach (var queue in queues.Where(q => q!["exclusive"]?.GetValue<bool>() is not true && !Regex.IsMatch(q["name"]!.GetValue<string>(), @"^partner\..*\.events$")))
        {
            var name = queue!["name"]!.GetValue<string>();
            using var answer = await http.PostAsJsonAsync($"api/queues/{Uri.EscapeDataString(queue["vhost"]!.GetValue<string>())}/{Uri.EscapeDataString(name)}/get", new { count = MostOfAQueue, ackmode = "ack_requeue_true", encoding = "auto" });
            var text = await answer.Content.ReadAsStringAsync();
            answer.IsSuccessStatusCode.ShouldBeTrue($"{name}: {text}");
            yield return ($"queue {name}", string.Join('\n', JsonNode.Parse(text)!.AsArray().Select(m => m!.ToString())));
        }
    }

    private async Task<List<(string Where, string Text)>> Cache()
    {
        var address = new Uri(system.Endpoint("cache", "tcp"));
        using var redis = await ConnectionMultiplexer.ConnectAsync($"{address.Host}:{address.Port},password={system.Secret("cache-password")}");
        var (database, all) = (redis.GetDatabase(), new List<(string, string)>());
        foreach (var key in redis.GetServer(address.Host, address.Port).Keys(pattern: "*").Select(k => (string)k!))
        {
            var content = (string?)await database.ExecuteAsync("TYPE", key) switch
            {
                "string" => await database.ExecuteAsync("GET", key),
                "hash" => await database.ExecuteAsync("HGETALL", key),
                "list" => await database.ExecuteAsync("LRANGE", key, 0, -1),
                "set" => await database.ExecuteAsync("SMEMBERS", key),
                "zset" => await database.ExecuteAsync("ZRANGE", key, 0, -1),
                "stream" => await database.ExecuteAsync("XRANGE", key, "-", "+"),
                _ => null,
            };
            all.Add(($"cache {key}", $"{key} {Text(content)}"));
        }

        return all;
    }

    private static string Text(RedisResult? result) => result is null || result.IsNull ? "" : result.ToString() is { } text && !text.Contains("element(s)", StringComparison.Ordinal) ? text : string.Join('\n', ((RedisResult[])result!).Select(Text));
}
