using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CustomerOps.Survey.Links;

/// <summary>What a one-time link says, once its signature was found right.</summary>
internal sealed record SignedLink(Guid TenantId, Guid InvitationId, DateTimeOffset ExpiresAt);

/// <summary>
/// Signs and reads one-time links. A token is base64url of key id (3 bytes), organisation (16), invitation (16), expiry in Unix seconds (8)
/// and HMAC-SHA256 over all that (32): 75 bytes, exactly 100 characters, so every character counts. Nothing of it is stored.
/// </summary>
internal sealed class SurveyLinks
{
    private const int KeyId = 3, Signed = KeyId + 16 + 16 + 8, Whole = Signed + HMACSHA256.HashSizeInBytes, Characters = Whole / 3 * 4;
    private static readonly SearchValues<char> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
    private readonly byte[][] _keys;
    private readonly string _publicUrl;

    /// <summary><c>Keys:SurveyLink</c> signs; links signed by <c>Keys:SurveyLinkPrevious</c> are still read after a change of keys.</summary>
    public SurveyLinks(IConfiguration configuration)
    {
        _publicUrl = (configuration["PublicUrl"] ?? throw new InvalidOperationException("PublicUrl is not set.")).TrimEnd('/');
        var current = configuration["Keys:SurveyLink"] ?? throw new InvalidOperationException("Keys:SurveyLink is not set.");
        _keys = [Derive(current), .. configuration["Keys:SurveyLinkPrevious"] is { Length: > 0 } previous ? (byte[][])[Derive(previous)] : []];
    }

    public string Page(SignedLink link) => $"{_publicUrl}/s/{Sign(link)}";

    public string Unsubscribe(SignedLink link) => $"{Page(link)}/unsubscribe";

    public string Sign(SignedLink link)
    {
        Span<byte> token = stackalloc byte[Whole];
        Id(_keys[0]).CopyTo(token);
        link.TenantId.TryWriteBytes(token[KeyId..], bigEndian: true, out _);
        link.InvitationId.TryWriteBytes(token[(KeyId + 16)..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(token[(KeyId + 32)..], link.ExpiresAt.ToUnixTimeSeconds());
        HMACSHA256.HashData(_keys[0], token[..Signed], token[Signed..]);
        return Base64Url.EncodeToString(token);
    }

    /// <returns>Null unless the token is exactly one that we signed; it may have expired.</returns>
    public SignedLink? Read(string token)
    {
        Span<byte> bytes = stackalloc byte[Whole];
        if (token.Length != Characters || token.AsSpan().ContainsAnyExcept(Alphabet)) return null;
        Base64Url.DecodeFromChars(token, bytes);
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (var key in _keys)
        {
            if (!bytes[..KeyId].SequenceEqual(Id(key))) continue;
            HMACSHA256.HashData(key, bytes[..Signed], expected);
            if (!CryptographicOperations.FixedTimeEquals(expected, bytes[Signed..])) continue;
            return new SignedLink(new Guid(bytes[KeyId..(KeyId + 16)], bigEndian: true), new Guid(bytes[(KeyId + 16)..(KeyId + 32)], bigEndian: true),
                DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(bytes[(KeyId + 32)..])));
        }

        return null;
    }

    private static byte[] Derive(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        if (bytes.Length < 16) throw new InvalidOperationException("Keys:SurveyLink has fewer than 16 bytes.");
        return HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, 32, info: "survey-link"u8.ToArray());
    }

    private static ReadOnlySpan<byte> Id(byte[] key) => SHA256.HashData(key).AsSpan(0, KeyId);
}
