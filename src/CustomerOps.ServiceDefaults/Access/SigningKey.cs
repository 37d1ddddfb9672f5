using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace CustomerOps.ServiceDefaults.Access;

/// <summary>An ES256 key derived from a secret, so that all replicas given the secret sign alike and nothing needs storing.</summary>
public static class SigningKey
{
    public static ECDsaSecurityKey Derive(string secret, string purpose)
    {
        if (Encoding.UTF8.GetByteCount(secret) < 16) throw new InvalidOperationException($"The secret for {purpose} has fewer than 16 bytes.");
        var d = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), 32, info: Encoding.UTF8.GetBytes(purpose));
        var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = d });
        return new ECDsaSecurityKey(key) { KeyId = Id(key) };
    }

    /// <summary>The public half as a JSON Web Key.</summary>
    public static JsonWebKey Public(ECDsaSecurityKey key)
    {
        var q = key.ECDsa.ExportParameters(false).Q;
        return new JsonWebKey
        {
            Kty = "EC", Crv = "P-256", Alg = "ES256", Use = "sig", Kid = key.KeyId,
            X = Base64UrlEncoder.Encode(q.X), Y = Base64UrlEncoder.Encode(q.Y),
        };
    }

    private static string Id(ECDsa key) => Base64UrlEncoder.Encode(SHA256.HashData(key.ExportSubjectPublicKeyInfo())[..12]);
}
