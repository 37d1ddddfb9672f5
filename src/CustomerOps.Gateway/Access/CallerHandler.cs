using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace CustomerOps.Gateway.Access;

/// <summary>
/// <c>Authorization: Bearer cok_…</c>, or the session's cookie where there is no such header: a request with both uses the key. Anything else in
/// the header is nobody.
/// </summary>
internal sealed class CallerHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KeyHolders holders)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "caller";
    private const string Prefix = "Bearer cok_";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Credential(Request) is not var (kind, secret)) return AuthenticateResult.NoResult();
        var holder = await holders.Find(kind, secret, Context.RequestAborted);
        if (holder is null) return AuthenticateResult.Fail("unknown credential");
        Context.Features.Set(holder);
        return AuthenticateResult.Success(new AuthenticationTicket(Principal(holder), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }

    /// <summary>What the request shows, whether or not it is worth anything.</summary>
    public static (CredentialKind Kind, string Secret)? Credential(HttpRequest request)
    {
        if (request.Headers.Authorization.Count == 0) return SessionCookie.Read(request) is { } session ? (CredentialKind.Session, session) : null;
        return request.Headers.Authorization is [{ Length: > 20 and < 200 } header] && header.StartsWith(Prefix, StringComparison.Ordinal)
            ? (CredentialKind.Key, header["Bearer ".Length..]) : null;
    }

    private static ClaimsPrincipal Principal(KeyHolder holder) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, holder.Caller.SubjectId.ToString())], SchemeName));
}
