namespace CustomerOps.Identity.Organisations;

internal sealed record OrganisationView(Guid Id, string Slug, string Name, string TimeZone, IReadOnlyList<string> Languages, IReadOnlyList<BranchView> Branches)
{
    public static OrganisationView Of(Organisation o) => new(o.Id, o.Slug, o.Name, o.TimeZone, o.Languages, [.. o.Branches.OrderBy(b => b.Code).Select(BranchView.Of)]);
}

internal sealed record BranchView(Guid Id, string Code, string Name, string TimeZone)
{
    public static BranchView Of(Branch b) => new(b.Id, b.Code, b.Name, b.TimeZone);
}
