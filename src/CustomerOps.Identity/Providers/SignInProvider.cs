using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Identity.Providers;

/// <summary>
/// The OpenID Connect provider an organisation brought. Its word counts in this organisation only, for addresses of these domains; it is trusted for the
/// second factor too.
/// </summary>
internal sealed class SignInProvider : Aggregate
{
    /// <summary>What a newcomer may be: nobody leads or administers because a provider somewhere knows them.</summary>
    public static readonly string[] NewcomerRoles =
        [ServiceDefaults.Access.Roles.Agent, ServiceDefaults.Access.Roles.Senior, ServiceDefaults.Access.Roles.Specialist, ServiceDefaults.Access.Roles.Analyst];
    private readonly List<SignInDomain> _domains = [];

    /// <summary>Exactly as the provider writes it.</summary>
    public string Issuer { get; private set; } = "";
    public string ClientId { get; private set; } = "";

    /// <summary>Sealed; see <see cref="ProviderSeal"/>.</summary>
    public byte[] ClientSecret { get; private set; } = [];

    /// <summary>The role of people whom only the provider knows; null: they are not taken in.</summary>
    public string? NewcomersBecome { get; private set; }
    public bool PasswordsAllowed { get; private set; } = true;
    public IReadOnlyList<SignInDomain> Domains => _domains;

    public static SignInProvider Bring(Guid organisationId) => new() { TenantId = organisationId };

    /// <summary>True when another provider, or another client of it, takes its place.</summary>
    public bool IsElsewhere(string issuer, string clientId) => Issuer != issuer || ClientId != clientId;

    public void Describe(string issuer, string clientId, IReadOnlyCollection<string> domains, string? newcomersBecome, bool passwordsAllowed)
    {
        RuleViolation.Unless(newcomersBecome is null || NewcomerRoles.Contains(newcomersBecome), "sign-in-provider.unknown-role", $"Newcomers become one of {string.Join(", ", NewcomerRoles)}, or are not taken in.", "newcomersBecome");
        (Issuer, ClientId, NewcomersBecome, PasswordsAllowed) = (issuer, clientId, newcomersBecome, passwordsAllowed);
        _domains.RemoveAll(d => !domains.Contains(d.Domain));
        _domains.AddRange(domains.Except(_domains.Select(d => d.Domain)).Select(d => new SignInDomain { ProviderId = Id, Domain = d }).ToList());
        Touch();
    }

    /// <summary>The domain turned out to be somebody else's.</summary>
    public void Release(string domain)
    {
        _domains.RemoveAll(d => d.Domain == domain);
        Touch();
    }

    public void KeepSecret(byte[] sealedSecret) => ClientSecret = sealedSecret;

    public bool Covers(string email) => _domains.Exists(d => d.Domain == MailDomain.Of(email));
}

/// <summary>A mail domain whose people sign in at the provider.</summary>
internal sealed class SignInDomain : ITenantOwned
{
    public string Domain { get; init; } = "";
    public Guid TenantId { get; set; }
    public Guid ProviderId { get; init; }
}

/// <summary>Whom the provider means by a subject.</summary>
internal sealed class ProviderLink : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid PersonId { get; init; }
    public string Issuer { get; init; } = "";
    public string Subject { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
}
