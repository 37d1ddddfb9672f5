using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace CustomerOps.Identity.Providers;

/// <summary>What a provider publishes about itself, and the keys it signs with.</summary>
internal sealed record ProviderPage(OpenIdConnectConfiguration Says, IReadOnlyList<SecurityKey> Keys, long? ReadAgain);

/// <summary>
/// Reads providers' discovery documents and keys and keeps them ten minutes; who must wait for the same shares one question. For a key that is not there they
/// are read again, at most once in ten seconds, so that nobody makes us ask for each token.
/// </summary>
internal sealed class ProviderBook(IServiceProvider services, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(10), AgainAfter = TimeSpan.FromSeconds(10), ReadWithin = TimeSpan.FromSeconds(8);
    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = 2_000 });
    private readonly ConcurrentDictionary<string, Lazy<Task<ProviderPage>>> _reading = new();

    public async Task<ProviderPage> Of(string issuer, CancellationToken stop) =>
        _known.TryGetValue(issuer, out ProviderPage? known) ? known! : await Read(issuer, readAgain: null).WaitAsync(stop);

    /// <summary>For a key that is not on the page: the page as it is now, where it may be asked for.</summary>
    public async Task<ProviderPage> Again(string issuer, ProviderPage seen, CancellationToken stop)
    {
        var known = await Of(issuer, stop);
        if (known != seen || (known.ReadAgain is { } at && time.GetElapsedTime(at) < AgainAfter)) return known;
        return await Read(issuer, time.GetTimestamp()).WaitAsync(stop);
    }

    public void Dispose() => _known.Dispose();

    private Task<ProviderPage> Read(string issuer, long? readAgain) => _reading.GetOrAdd(issuer, _ => new(() => ReadOnce(issuer, readAgain))).Value;

    /// <summary>Ends by its own deadline, not with the first of those who wait.</summary>
    private async Task<ProviderPage> ReadOnce(string issuer, long? readAgain)
    {
        try
        {
            using var deadline = new CancellationTokenSource(ReadWithin, time);
            var http = services.GetRequiredService<ProviderHttp>();
            var says = Parsed(await http.Get(issuer.TrimEnd('/') + "/.well-known/openid-configuration", deadline.Token), OpenIdConnectConfiguration.Create);
            if (says.Issuer != issuer) throw new ProviderAway("Its document names another issuer.");
            foreach (var address in (string[])[says.AuthorizationEndpoint, says.TokenEndpoint]) http.Checked(address);
            var keys = Parsed(await http.Get(says.JwksUri, deadline.Token), json => new JsonWebKeySet(json));
            // Only public halves sign for others; a shared secret among them would let anybody sign.
            var page = new ProviderPage(says, [.. keys.Keys.Where(k => k.Kty is "RSA" or "EC" && k.Use is null or "" or "sig")], readAgain);
            return _known.Set(issuer, page, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Keep });
        }
        catch (OperationCanceledException) { throw new ProviderAway("It did not answer in time."); }
        finally { _reading.TryRemove(issuer, out _); }
    }

    private static T Parsed<T>(string json, Func<string, T> read)
    {
        try { return read(json); }
        catch (Exception e) { throw new ProviderAway($"What it says of itself cannot be read: {e.GetType().Name}."); }
    }
}
