using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CustomerOps.Identity;

/// <summary>Something only its holder knows: 256 random bits as 43 characters of base64url. Only the SHA-256 is stored: random bits need no slow hash.</summary>
internal static class Secret
{
    public static string New(string prefix = "") => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
