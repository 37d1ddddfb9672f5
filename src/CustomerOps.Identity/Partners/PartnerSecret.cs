using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CustomerOps.Identity.Partners;

/// <summary>A new secret and its hash as RabbitMQ has it: base64 of a 4-byte salt and the SHA-256 of salt and secret. 256 random bits need no slow hash.</summary>
internal sealed record PartnerSecret(string Text, string Hash)
{
    public static PartnerSecret Generate()
    {
        var (text, salt) = ("cop_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)), RandomNumberGenerator.GetBytes(4));
        return new PartnerSecret(text, Convert.ToBase64String([.. salt, .. SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(text)])]));
    }
}
