using CustomerOps.Survey.Links;
using Microsoft.Extensions.Configuration;

namespace CustomerOps.Survey.Tests.House;

/// <summary>Signs as the running service does, to try links that it would not hand out.</summary>
internal static class HouseLinks
{
    private static readonly SurveyLinks s_links = new(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["Keys:SurveyLink"] = "survey-link-key-of-the-tests", ["PublicUrl"] = "http://localhost" }).Build());

    public static string Sign(Guid tenantId, Guid invitationId, DateTimeOffset expiresAt) => s_links.Sign(new SignedLink(tenantId, invitationId, expiresAt));
}
