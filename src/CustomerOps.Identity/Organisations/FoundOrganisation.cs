using System.ComponentModel.DataAnnotations;
using CustomerOps.Identity.ApiKeys;
using CustomerOps.ServiceDefaults.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Organisations;

/// <summary>The operator's command that brings an organisation to life (or finds it by slug) and mints the named keys anew.</summary>
internal sealed record FoundOrganisation(
    [RegularExpression("^[a-z][a-z0-9-]{1,39}$")] string Slug, [StringLength(200, MinimumLength = 1)] string Name, string TimeZone, string[] Languages,
    [MaxLength(500)] FoundOrganisation.BranchToOpen[] Branches, [MaxLength(20)] FoundOrganisation.KeyToMint[] Keys)
{
    public sealed record BranchToOpen(string Code, string Name, string TimeZone);

    public sealed record KeyToMint(string Name, string[] Roles);

    public sealed record Founded(Guid OrganisationId, IReadOnlyDictionary<string, string> Keys);

    public static async Task<Ok<Founded>> Handle(FoundOrganisation request, IdentityDb db, TenantScope tenant, TimeProvider time, CancellationToken stop)
    {
        // Not yet inside any organisation: the slug is looked for among all.
        tenant.EnterBackground();
        var known = await db.Organisations.IgnoreQueryFilters().Where(o => o.Slug == request.Slug).Select(o => (Guid?)o.Id).SingleOrDefaultAsync(stop);
        var organisation = known is null ? Organisation.Found(request.Slug, request.Name, request.TimeZone, request.Languages) : null;
        tenant.Enter(known ?? organisation!.Id);
        if (organisation is not null) db.Add(organisation);
        organisation ??= await db.Organisations.SingleAsync(stop);
        foreach (var branch in request.Branches) organisation.PutBranch(branch.Code, branch.Name, branch.TimeZone);

        var names = request.Keys.Select(k => k.Name).ToArray();
        foreach (var old in await db.ApiKeys.Where(k => names.Contains(k.Name) && k.RevokedAt == null).ToListAsync(stop)) old.Revoke(time.GetUtcNow());
        var minted = request.Keys.Select(k => (k.Name, Minted: ApiKey.Mint(k.Name, k.Roles, [], null, time.GetUtcNow()))).ToList();
        db.AddRange(minted.Select(m => m.Minted.Key));
        await db.SaveChangesAsync(stop);
        return TypedResults.Ok(new Founded(organisation.Id, minted.ToDictionary(m => m.Name, m => m.Minted.Secret)));
    }
}
