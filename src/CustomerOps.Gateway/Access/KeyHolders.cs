using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CustomerOps.Contracts.Identity.Grpc;
using CustomerOps.ServiceDefaults.Access;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Caching.Memory;

namespace CustomerOps.Gateway.Access;

/// <summary>
/// Who holds an API key: asked from Identity, remembered five seconds, so that a revocation works within five. A key in use is asked about
/// again half-way, beside the requests, so that none of them waits; requests that must wait share one question.
/// </summary>
internal sealed class KeyHolders(Callers.CallersClient identity, ServiceToken token, TokenMint mint, TimeProvider time, ILogger<KeyHolders> log) : IDisposable
{
    private static readonly TimeSpan Remember = TimeSpan.FromSeconds(5), AskAgainAfter = Remember / 2, AnswerWithin = TimeSpan.FromSeconds(5);
    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = 20_000 });
    private readonly ConcurrentDictionary<string, Lazy<Task<KeyHolder?>>> _asking = new();

    /// <returns>Null when nobody holds the key; throws when Identity cannot be asked.</returns>
    public async ValueTask<KeyHolder?> Find(string key, CancellationToken stop)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        var id = Convert.ToHexString(hash);
        if (!_known.TryGetValue(id, out Answer? known)) return await Ask(id, hash).WaitAsync(stop);
        if (time.GetElapsedTime(known!.Asked) > AskAgainAfter && !_asking.ContainsKey(id)) _ = AskAgain(id, hash);
        return known.Holder;
    }

    private async Task AskAgain(string id, byte[] hash)
    {
        try { await Ask(id, hash); }
        catch (RpcException e) { log.LogWarning("Identity could not be asked about a key again: {Status}", e.StatusCode); }
    }

    private Task<KeyHolder?> Ask(string id, byte[] hash) => _asking.GetOrAdd(id, _ => new(() => AskOnce(id, hash))).Value;

    private async Task<KeyHolder?> AskOnce(string id, byte[] hash)
    {
        try
        {
            var asked = time.GetTimestamp();
            var holder = await AskIdentity(hash);
            var left = Remember - time.GetElapsedTime(asked);
            if (left > TimeSpan.Zero) _known.Set(id, new Answer(holder, asked), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = left });
            return holder;
        }
        finally { _asking.TryRemove(id, out _); }
    }

    private async Task<KeyHolder?> AskIdentity(byte[] hash)
    {
        try
        {
            var reply = await identity.AuthenticateAsync(
                new AuthenticateRequest { KeyHash = UnsafeByteOperations.UnsafeWrap(hash) }, token.Headers(Guid.Empty), time.GetUtcNow().Add(AnswerWithin).UtcDateTime);
            var caller = new Caller(Guid.Parse(reply.TenantId), Guid.Parse(reply.SubjectId), reply.Name, reply.Kind, [.. reply.Roles], [.. reply.Branches]);
            return new KeyHolder(caller, mint.Mint(caller));
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound) { return null; }
    }

    public void Dispose() => _known.Dispose();

    /// <param name="Asked">When the question was put, as the clock's timestamp.</param>
    private sealed record Answer(KeyHolder? Holder, long Asked);
}
