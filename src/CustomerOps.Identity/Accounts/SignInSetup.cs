using CustomerOps.Identity.Auditing;
using CustomerOps.Identity.Authenticator;
using CustomerOps.Identity.Links;
using CustomerOps.Identity.Mailing;
using CustomerOps.Identity.People;
using CustomerOps.Identity.Providers;
using CustomerOps.Identity.Sessions;
using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Identity.Accounts;

internal static class SignInSetup
{
    public static void AddSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<Passwords>().AddSingleton<AuthenticatorSeal>().AddSingleton(SessionSettings.From(configuration));
        services.AddScoped<AcrossOrganisations>().AddScoped<Tries>().AddScoped<Credentials>().AddScoped<SecondFactor>().AddScoped<SealSecrets>().AddScoped<Memberships>().AddScoped<CurrentAccount>();
        services.AddSingleton<AccountMail>().AddScoped<OneTimeLinks>().AddScoped<InvitePerson>().AddScoped<AccountSessions>();
        services.AddHostedService<Sweep>();
        services.AddScoped<SessionHolder>().AddScoped<AccessLog>().AddScoped<CurrentSession>();
        ProviderHttp.Add(services);
        services.AddSingleton(provider => new AllowedAddresses(configuration, provider.GetRequiredService<IHostEnvironment>(), "SignInProviders")).AddSingleton<ProviderSeal>().AddSingleton<ProviderBook>().AddSingleton<ProviderMeter>().AddScoped<ProviderConversation>();
        services.AddScoped<SignInAttempts>().AddScoped<ProviderPeople>().AddScoped<ProviderRules>().AddScoped<ProviderLinks>().AddScoped<SealProviders>().AddScoped<EnterByProvider>().AddScoped<Pages.GoToProvider>();
    }
}
