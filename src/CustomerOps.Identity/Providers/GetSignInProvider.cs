using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Providers;

internal static class GetSignInProvider
{
    public static async Task<Tagged<SignInProviderView>> Handle(IdentityDb db, IConfiguration configuration, CancellationToken stop)
    {
        var provider = await db.SignInProviders.AsNoTracking().SingleOrDefaultAsync(stop) ?? throw new NotFound("sign-in provider");
        return Tagged.Ok(SignInProviderView.Of(provider, configuration), provider.Version);
    }
}
