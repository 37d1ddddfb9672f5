using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace CustomerOps.Identity.Providers;

/// <summary>What a provider says of who has just signed in there.</summary>
/// <param name="Email">Empty where it says none.</param>
/// <param name="EmailVerified">Only what the provider has verified says whose person this is.</param>
internal sealed record ProviderSays(string Subject, string Email, bool EmailVerified, string? Name, string? Locale);

/// <summary>The authorization code flow with PKCE, as a client with a secret. All of it together has ten seconds.</summary>
internal sealed partial class ProviderConversation(ProviderHttp http, ProviderBook book, ProviderSeal seal, IConfiguration configuration)
{
    private static readonly TimeSpan AllWithin = TimeSpan.FromSeconds(10);
    private readonly string _answerTo = AnswerAddress(configuration);

    /// <summary>What is entered at the provider as redirect URI.</summary>
    public static string AnswerAddress(IConfiguration configuration) => (configuration["PublicUrl"] ?? throw new InvalidOperationException("PublicUrl is not set.")).TrimEnd('/') + "/sign-in/provider/answer";

    /// <summary>Where the browser goes to sign in.</summary>
    public Task<Uri> Invitation(SignInProvider provider, AttemptSecrets secrets, string email, CancellationToken stop) => InTime(async all =>
    {
        var page = await book.Of(provider.Issuer, all);
        return new Uri(QueryHelpers.AddQueryString(http.Checked(page.Says.AuthorizationEndpoint).AbsoluteUri, new Dictionary<string, string?>
        {
            ["response_type"] = "code", ["client_id"] = provider.ClientId, ["redirect_uri"] = _answerTo, ["scope"] = "openid email profile", ["state"] = secrets.State, ["nonce"] = secrets.Nonce,
            ["code_challenge"] = secrets.Challenge, ["code_challenge_method"] = "S256", ["login_hint"] = email,
        }));
    }, stop);

    /// <summary>Redeems the code the browser came back with.</summary>
    /// <param name="issuer">Whom the answer says it comes from (RFC 9207).</param>
    public Task<ProviderSays> Redeem(SignInProvider provider, AttemptSecrets secrets, string code, string? issuer, CancellationToken stop) => InTime(async all =>
    {
        var page = await book.Of(provider.Issuer, all);
        if (issuer is null ? page.Says.AdditionalData.TryGetValue("authorization_response_iss_parameter_supported", out var says) && says is true or JsonElement { ValueKind: JsonValueKind.True } : issuer != provider.Issuer)
            throw new ProviderRefused("issuer");
        var answer = await Tokens(provider, page, secrets, code, all);
        var (text, access) = (Text(answer, "id_token") ?? throw new ProviderAway("It gave no ID token."), Text(answer, "access_token") ?? "");
        var token = await IdToken.Check(text, provider, page, secrets.Nonce, access) ?? await IdToken.Check(text, provider, await book.Again(provider.Issuer, page, all), secrets.Nonce, access) ?? throw new ProviderRefused("key");
        var about = JsonElement.Parse(Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(token.EncodedPayload)));
        // Many say the address only when asked for it.
        if (!about.TryGetProperty("email", out _) && access.Length > 0 && page.Says.UserInfoEndpoint is { Length: > 0 } more)
        {
            about = Json(await http.Get(more, all, access));
            if (Text(about, "sub") != token.Subject) throw new ProviderRefused("subject");
        }

        return new ProviderSays(token.Subject, Text(about, "email") ?? "", Says(about, "email_verified"), Text(about, "name"), Text(about, "locale"));
    }, stop);

    private async Task<JsonElement> Tokens(SignInProvider provider, ProviderPage page, AttemptSecrets secrets, string code, CancellationToken stop)
    {
        var secret = seal.Open(provider) ?? throw new ProviderRefused("client-secret-lost");
        var form = new Dictionary<string, string> { ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = _answerTo, ["code_verifier"] = secrets.Verifier };
        var methods = page.Says.TokenEndpointAuthMethodsSupported;
        var basic = methods.Count == 0 || methods.Contains("client_secret_basic") || !methods.Contains("client_secret_post");
        if (!basic) (form["client_id"], form["client_secret"]) = (provider.ClientId, secret);
        var shown = basic ? Convert.ToBase64String(Encoding.UTF8.GetBytes($"{WebUtility.UrlEncode(provider.ClientId)}:{WebUtility.UrlEncode(secret)}")) : null;
        var (status, text) = await http.Post(page.Says.TokenEndpoint, form, shown, stop);
        if (status == HttpStatusCode.OK) return Json(text);
        if (status is not (HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)) throw new ProviderAway($"It answered {(int)status} to a code.");
        throw new ProviderRefused(Text(Json(text), "error") is { } error && Word().IsMatch(error) ? error.Replace('_', '-') : "refused");
    }

    private static async Task<T> InTime<T>(Func<CancellationToken, Task<T>> work, CancellationToken stop)
    {
        using var all = CancellationTokenSource.CreateLinkedTokenSource(stop);
        all.CancelAfter(AllWithin);
        try { return await work(all.Token); }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested) { throw new ProviderAway("It did not answer in time."); }
    }

    private static JsonElement Json(string text)
    {
        try { return JsonElement.Parse(text) is { ValueKind: JsonValueKind.Object } read ? read : throw new ProviderAway("Its answer is no object."); }
        catch (JsonException) { throw new ProviderAway("Its answer is no JSON."); }
    }

    private static string? Text(JsonElement answer, string member) => answer.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Some say it as text.</summary>
    private static bool Says(JsonElement answer, string member) => answer.TryGetProperty(member, out var value) && (value.ValueKind == JsonValueKind.True || (value.ValueKind == JsonValueKind.String && value.GetString() == "true"));

    [GeneratedRegex(@"\A[a-z_]{1,40}\z")]
    private static partial Regex Word();
}
