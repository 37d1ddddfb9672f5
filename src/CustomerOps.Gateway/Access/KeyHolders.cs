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
/// Who holds an API key or a session: asked from Identity, remembered five seconds, so that a revocation works within five. What is in use is asked about
/// again half-way, beside the requests, so that none of them waits; requests that must wait share one question.
/// </summary>
internal sealed class KeyHolders(Callers.CallersClient identity, ServiceToken token, GatewayKeys keys, TimeProvider time, ILogger<KeyHolders> log) : IDisposable
{
    private static readonly TimeSpan Remember = TimeSpan.FromSeconds(5), AskAgainAfter = Remember / 2, AnswerWithin = TimeSpan.FromSeconds(5);
    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = 20_000 });
    private readonly ConcurrentDictionary<string, Lazy<Task<KeyHolder?>>> _asking = new();

    /// <returns>Null when nobody holds the secret; throws when Identity cannot be asked.</returns>
    public async ValueTask<KeyHolder?> Find(CredentialKind kind, string secret, CancellationToken stop)
    {
        var (id, hash) = Identify(kind, secret);
        if (!_known.TryGetValue(id, out Answer? known)) return await Ask(id, kind, hash).WaitAsync(stop);
        if (time.GetElapsedTime(known!.Asked) > AskAgainAfter && !_asking.ContainsKey(id)) _ = AskAgain(id, kind, hash);
        return known.Holder;
    }

    /// <summary>Asks about it anew at its next use.</summary>
    public void Forget(CredentialKind kind, string secret) => _known.Remove(Identify(kind, secret).Id);

    private static (string Id, byte[] Hash) Identify(CredentialKind kind, string secret)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(secret));
        return ((kind == CredentialKind.Key ? "k" : "s") + Convert.ToHexString(hash), hash);
    }

    private async Task AskAgain(string id, CredentialKind kind, byte[] hash)
    {
        try { await Ask(id, kind, hash); }
        catch (RpcException e) { log.LogWarning("Identity could not be asked about a caller again: {Status}", e.StatusCode); }
    }

    private Task<KeyHolder?> Ask(string id, CredentialKind kind, byte[] hash) => _asking.GetOrAdd(id, _ => new(() => AskOnce(id, kind, hash))).Value;

    private async Task<KeyHolder?> AskOnce(string id, CredentialKind kind, byte[] hash)
    {
        try
        {
            var asked = time.GetTimestamp();
            var holder = await AskIdentity(kind, hash);
            var left = Remember - time.GetElapsedTime(asked);
            if (left > TimeSpan.Zero) _known.Set(id, new Answer(holder, asked), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = left });
            return holder;
        }
        finally { _asking.TryRemove(id, out _); }
    }

    private async Task<KeyHolder?> AskIdentity(CredentialKind kind, byte[] hash)
    {
        try
        {
            var (bytes, headers, deadline) = (UnsafeByteOperations.UnsafeWrap(hash), token.Headers(Guid.Empty), time.GetUtcNow().Add(AnswerWithin).UtcDateTime);
            var reply = kind == CredentialKind.Key
                ? await identity.AuthenticateAsync(new AuthenticateRequest { KeyHash = bytes }, headers, deadline)
                : await identity.AuthenticateSessionAsync(new SessionRequest { SecretHash = bytes }, headers, deadline);
            var caller = new Caller(
                Guid.Parse(reply.TenantId), Guid.Parse(reply.SubjectId), reply.Name, reply.Kind, [.. reply.Roles], [.. reply.Branches],
                reply.SessionId.Length > 0 ? Guid.Parse(reply.SessionId) : null, reply.Email.Length > 0 ? reply.Email : null);
            return new KeyHolder(caller, (await keys.Mint()).Mint(caller), kind);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound) { return null; }
    }

    public void Dispose() => _known.Dispose();

    /// <param name="Asked">When the question was put, as the clock's timestamp.</param>
    private sealed record Answer(KeyHolder? Holder, long Asked);
}
