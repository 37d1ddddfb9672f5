using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace CustomerOps.Gateway.Access;

/// <summary><c>Authorization: Bearer cok_…</c>. Anything else in that header is nobody.</summary>
internal sealed class ApiKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, KeyHolders holders)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "api-key";
    private const string Prefix = "Bearer cok_";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ Length: > 20 and < 200 } header] || !header.StartsWith(Prefix, StringComparison.Ordinal)) return AuthenticateResult.NoResult();
        var holder = await holders.Find(header["Bearer ".Length..], Context.RequestAborted);
        if (holder is null) return AuthenticateResult.Fail("unknown key");
        Context.Features.Set(holder);
        return AuthenticateResult.Success(new AuthenticationTicket(Principal(holder), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }

    private static ClaimsPrincipal Principal(KeyHolder holder) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, holder.Caller.SubjectId.ToString())], SchemeName));
}
