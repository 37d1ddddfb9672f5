namespace CustomerOps.Identity.Providers;

/// <param name="Issuer">As the provider writes it.</param>
/// <param name="Domains">Mail domains whose people go there from the page /sign-in.</param>
/// <param name="NewcomersBecome">The role of people whom only the provider knows; null: they are not taken in.</param>
/// <param name="PasswordsAllowed">False: nobody acts in this organisation by a password.</param>
/// <param name="RedirectAddress">To be entered at the provider as the client's redirect URI.</param>
internal sealed record SignInProviderView(string Issuer, string ClientId, IReadOnlyList<string> Domains, string? NewcomersBecome, bool PasswordsAllowed, string RedirectAddress)
{
    public static SignInProviderView Of(SignInProvider p, IConfiguration configuration) =>
        new(p.Issuer, p.ClientId, [.. p.Domains.Select(d => d.Domain).Order(StringComparer.Ordinal)], p.NewcomersBecome, p.PasswordsAllowed, ProviderConversation.AnswerAddress(configuration));
}
