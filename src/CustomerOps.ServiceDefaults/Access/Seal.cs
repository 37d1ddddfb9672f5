using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace CustomerOps.ServiceDefaults.Access;

/// <summary>
/// Secrets that we must read again, as they lie in the database: AES-256-GCM under a key derived from <c>Keys:Service</c> for one purpose, which every replica
/// has and no database holds, bound to their owner, so that a row copied to another owner opens nothing. <c>Keys:ServicePrevious</c> still opens.
/// </summary>
public sealed class Seal(IConfiguration configuration, string purpose)
{
    private const int NonceBytes = 12, TagBytes = 16;
    private readonly Key _key = Key.Derive(configuration["Keys:Service"] ?? throw new InvalidOperationException("Keys:Service is not set."), purpose);
    private readonly Key? _previous = configuration["Keys:ServicePrevious"] is { Length: > 0 } previous ? Key.Derive(previous, purpose) : null;

    /// <summary>What every secret sealed by the newest key begins with.</summary>
    public byte[] Mark => _key.Mark;

    /// <returns>Mark, nonce, tag, then the secret encrypted.</returns>
    public byte[] Close(Guid ownerId, byte[] secret)
    {
        var (nonce, tag, hidden) = (RandomNumberGenerator.GetBytes(NonceBytes), new byte[TagBytes], new byte[secret.Length]);
        using var aes = new AesGcm(_key.Bytes, TagBytes);
        aes.Encrypt(nonce, secret, hidden, tag, ownerId.ToByteArray());
        return [.. _key.Mark, .. nonce, .. tag, .. hidden];
    }

    /// <returns>Null when no key we have opens it.</returns>
    public byte[]? Open(Guid ownerId, byte[] stored)
    {
        if (new[] { _key, _previous }.FirstOrDefault(k => k is not null && stored.AsSpan().StartsWith(k.Mark)) is not { } key) return null;
        var rest = stored.AsSpan(key.Mark.Length);
        if (rest.Length <= NonceBytes + TagBytes) return null;
        var secret = new byte[rest.Length - NonceBytes - TagBytes];
        try
        {
            using var aes = new AesGcm(key.Bytes, TagBytes);
            aes.Decrypt(rest[..NonceBytes], rest[(NonceBytes + TagBytes)..], rest[NonceBytes..(NonceBytes + TagBytes)], secret, ownerId.ToByteArray());
            return secret;
        }
        catch (AuthenticationTagMismatchException) { return null; }
    }

    /// <param name="Mark">A version, and which key it is.</param>
    private sealed record Key(byte[] Bytes, byte[] Mark)
    {
        public static Key Derive(string secret, string purpose)
        {
            var both = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), 36, info: Encoding.UTF8.GetBytes(purpose));
            return new Key(both[..32], [1, .. both[32..]]);
        }
    }
}
