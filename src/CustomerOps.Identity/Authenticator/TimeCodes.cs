using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace CustomerOps.Identity.Authenticator;

/// <summary>
/// Six-digit codes by time, RFC 6238 (HMAC-SHA1, 30 s), as every authenticator app shows them. Ours and not Identity's provider, because that one
/// takes the same code twice.
/// </summary>
internal static class TimeCodes
{
    private const int StepSeconds = 30, Digits = 6, Drift = 1;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(20);

    /// <returns>The time step the code belongs to, one before or after now at most; null when it is none or not later than <paramref name="after"/>.</returns>
    public static long? Match(byte[] secret, string code, DateTimeOffset now, long after)
    {
        var step = now.ToUnixTimeSeconds() / StepSeconds;
        long? found = null;
        for (var s = step - Drift; s <= step + Drift; s++)
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(CodeAt(secret, s)), System.Text.Encoding.UTF8.GetBytes(code)) && s > after) found = s;
        return found;
    }

    public static string CodeAt(byte[] secret, DateTimeOffset at) => CodeAt(secret, at.ToUnixTimeSeconds() / StepSeconds);

    /// <summary>What the app reads from a picture; the secret is in base 32 (160 bits have no padding).</summary>
    public static string Uri(byte[] secret, string email) =>
        $"otpauth://totp/CustomerOps:{System.Uri.EscapeDataString(email)}?secret={Text(secret)}&issuer=CustomerOps&digits={Digits}&period={StepSeconds}";

    public static string Text(byte[] secret)
    {
        var text = new System.Text.StringBuilder();
        for (int bits = 0, held = 0, at = 0; at < secret.Length || held > 0; held -= 5)
        {
            if (held < 5 && at < secret.Length) (bits, held) = (((bits << 8) | secret[at++]) & 0xFFFF, held + 8);
            text.Append(Base32[held >= 5 ? (bits >> (held - 5)) & 31 : (bits << (5 - held)) & 31]);
        }

        return text.ToString();
    }

    private static string CodeAt(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8], hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // the RFC's default and the only algorithm all apps know; SHA-1's collisions do not matter in HMAC
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 15)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
