using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Webhooks;

/// <summary>The keys by which requests are signed, so that a receiver knows they are ours: shown once, then sealed and bound to their webhook. As Standard Webhooks has it.</summary>
internal sealed class WebhookKeys(IConfiguration configuration)
{
    private const int Bytes = 32;
    private const string Prefix = "whsec_";
    private readonly Seal _seal = new(configuration, "webhook-key");

    /// <returns>The key as it is shown, and as it is kept.</returns>
    public (string Shown, byte[] Sealed) New(Guid webhookId)
    {
        var key = RandomNumberGenerator.GetBytes(Bytes);
        return (Prefix + Convert.ToBase64String(key), _seal.Close(webhookId, key));
    }

    /// <returns>One signature for each key that is valid now; null when the key cannot be opened.</returns>
    public string? Sign(Webhook hook, Guid messageId, DateTimeOffset at, string body)
    {
        if (_seal.Open(hook.Id, hook.Key) is not { } key) return null;
        var signed = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{messageId}.{at.ToUnixTimeSeconds()}.{body}"));
        var previous = hook.PreviousUntil > at && hook.PreviousKey is { } before ? _seal.Open(hook.Id, before) : null;
        return previous is null ? Signature(key, signed) : $"{Signature(key, signed)} {Signature(previous, signed)}";
    }

    private static string Signature(byte[] key, byte[] signed) => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, signed))}";
}
