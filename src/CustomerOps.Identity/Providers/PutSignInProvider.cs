using System.ComponentModel.DataAnnotations;
using CustomerOps.Identity.Auditing;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Providers;

/// <param name="Issuer">Exactly as the provider's discovery document writes it: https, and an address that may be called.</param>
/// <param name="ClientSecret">Needed for another issuer or client; left out, the one that is there is kept. It is never given back.</param>
/// <param name="Domains">Mail domains whose people sign in there; each belongs to one organisation.</param>
/// <param name="NewcomersBecome">Of agent, senior, specialist, analyst: people whom only the provider knows are taken in as that. Left out, they are not taken in.</param>
/// <param name="PasswordsAllowed">False: nobody acts in this organisation by a password.</param>
[Example("""{ "issuer": "https://login.nordlys.example", "clientId": "customerops", "clientSecret": "as-the-provider-shows-it", "domains": ["nordlys.example"] }""")]
internal sealed record PutSignInProvider(
    [StringLength(300, MinimumLength = 8)] string Issuer, [StringLength(200, MinimumLength = 1), RegularExpression("^[ -~]+$")] string ClientId, [MinLength(1), MaxLength(50)] string[] Domains,
    [StringLength(500, MinimumLength = 1), RegularExpression("^[ -~]+$")] string? ClientSecret = null, [StringLength(20)] string? NewcomersBecome = null, bool PasswordsAllowed = true)
{
    public static async Task<Tagged<SignInProviderView>> Handle(
        PutSignInProvider request, HttpContext http, Caller caller, Device device, IdentityDb db, ProviderRules rules, ProviderSeal seal, ProviderLinks links, AccessLog log, IConfiguration configuration, CancellationToken stop)
    {
        var known = await db.SignInProviders.SingleOrDefaultAsync(stop);
        if (known is not null) (await IfMatch.BindAsync(http)).Check(known.Version);
        else if (http.Request.Headers.IfMatch.Count > 0) throw new Stale(0);
        rules.Accept(request.Issuer);
        var domains = await rules.Free(request.Domains, stop);
        var elsewhere = known?.IsElsewhere(request.Issuer, request.ClientId) ?? true;
        // A secret is never shown to another than it was given for.
        RuleViolation.Unless(request.ClientSecret is not null || !elsewhere, "sign-in-provider.secret-needed", "Another issuer or client needs its secret.", "clientSecret");
        RuleViolation.Unless(request.PasswordsAllowed || (!elsewhere && await links.Proven(stop)), "sign-in-provider.not-proven", "Passwords can be closed once somebody has signed in by this provider.", "passwordsAllowed");

        var provider = known ?? SignInProvider.Bring(caller.TenantId);
        provider.Describe(request.Issuer, request.ClientId, domains, request.NewcomersBecome, request.PasswordsAllowed);
        if (request.ClientSecret is { } secret) provider.KeepSecret(seal.Close(provider, secret));
        if (known is null) db.Add(provider);
        else if (elsewhere) await links.ForgetAll(stop);
        log.Note(caller.TenantId, known is null ? "provider-brought" : "provider-changed", provider.Id, device, caller.SubjectId);
        await db.SaveChangesAsync(stop);
        var view = SignInProviderView.Of(provider, configuration);
        return known is null ? Tagged.Created("/api/v1/organisation/sign-in-provider", view, provider.Version) : Tagged.Ok(view, provider.Version);
    }
}
