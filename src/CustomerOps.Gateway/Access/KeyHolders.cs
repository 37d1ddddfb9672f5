using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CustomerOps.Contracts.Identity.Grpc;
using CustomerOps.ServiceDefaults.Access;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Caching.Memory;

namespace CustomerOps.Gateway.Access;

/// <summary>Who holds an API key: asked from Identity, remembered five seconds, so that a revocation works within five.</summary>
internal sealed class KeyHolders(Callers.CallersClient identity, ServiceToken token, TokenMint mint, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Remember = TimeSpan.FromSeconds(5), AnswerWithin = TimeSpan.FromSeconds(5);
    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = 20_000 });
    private readonly ConcurrentDictionary<string, Lazy<Task<KeyHolder?>>> _asking = new();

    /// <returns>Null when nobody holds the key; throws when Identity cannot be asked. Many requests with a new key ask once.</returns>
    public async ValueTask<KeyHolder?> Find(string key, CancellationToken stop)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        var id = Convert.ToHexString(hash);
        if (_known.TryGetValue(id, out KeyHolder? known)) return known;
        return await _asking.GetOrAdd(id, _ => new Lazy<Task<KeyHolder?>>(() => AskAndRemember(id, hash))).Value.WaitAsync(stop);
    }

    private async Task<KeyHolder?> AskAndRemember(string id, byte[] hash)
    {
        try
        {
            var found = await Ask(hash);
            return _known.Set(id, found, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Remember });
        }
        finally { _asking.TryRemove(id, out _); }
    }

    private async Task<KeyHolder?> Ask(byte[] hash)
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
}
