using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Providers;

/// <summary>Seals clients' secrets that the key before sealed under the newest. There are few: one for each organisation that brought a provider.</summary>
internal sealed class SealProviders(IdentityDb db, ProviderSeal seal, ILogger<SealProviders> log)
{
    private const int AtMost = 10_000;

    public async Task Run(CancellationToken stop)
    {
        var mark = seal.Mark;
        var rows = await db.SignInProviders.FromSql($"select * from sign_in_providers where substring(client_secret from 1 for {mark.Length}) <> {mark}")
            .IgnoreQueryFilters().IgnoreAutoIncludes().AsNoTracking().OrderBy(p => p.Id).Take(AtMost).Select(p => new { p.Id, p.ClientSecret }).ToListAsync(stop);
        foreach (var row in rows)
            if (seal.SealedAnew(row.Id, row.ClientSecret) is { } anew)
                await db.SignInProviders.IgnoreQueryFilters().Where(p => p.Id == row.Id && p.ClientSecret == row.ClientSecret).ExecuteUpdateAsync(set => set.SetProperty(p => p.ClientSecret, anew), stop);
            else log.LogError("The client secret of sign-in provider {Provider} cannot be opened: was Keys:Service changed without Keys:ServicePrevious? Its admin may give it again.", row.Id);
    }
}
