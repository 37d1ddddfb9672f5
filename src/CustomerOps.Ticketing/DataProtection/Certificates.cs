using System.Text.Json;
using CustomerOps.Contracts;
using CustomerOps.ServiceDefaults.Access;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CustomerOps.Ticketing.DataProtection;

/// <summary>What a certificate says: who was erased (by number alone), why, when, how much in each service, and what stays. No word about the person.</summary>
/// <param name="Stays"><c>order-numbers</c>: the books go by them. <c>figures</c>: times, amounts and scores without anybody's name.</param>
internal sealed record ErasureCertificate(
    Guid ErasureId, Guid OrganisationId, IReadOnlyList<Guid> Customers, ErasureBasis Basis, DateTimeOffset OrderedAt, DateTimeOffset BegunAt, DateTimeOffset CertifiedAt, IReadOnlyList<ErasedPart> Parts, IReadOnlyList<string> Stays)
{
    public static ErasureCertificate Of(Erasure erasure, Guid tenantId, DateTimeOffset now) =>
        new(erasure.Id, tenantId, erasure.Records, erasure.Basis, erasure.OrderedAt, erasure.BegunAt!.Value, now, erasure.Parts, ["order-numbers", "figures"]);
}

/// <summary>Signs certificates as JWS (RFC 7515, ES256), so that anybody can check them with the public half of the key, also when CustomerOps is gone.</summary>
internal sealed class Certificates(IConfiguration configuration)
{
    private static readonly JsonWebTokenHandler s_handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly ECDsaSecurityKey _key = SigningKey.Derive(configuration["Keys:Service"] ?? throw new InvalidOperationException("Keys:Service is not set."), "erasure-certificate");

    public JsonWebKey Signer => SigningKey.Public(_key);

    public string Sign(ErasureCertificate certificate) =>
        s_handler.CreateToken(JsonSerializer.Serialize(certificate, ContractJson.Options), new SigningCredentials(_key, SecurityAlgorithms.EcdsaSha256));
}
