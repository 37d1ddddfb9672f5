using System.Text.Json.Nodes;
using CustomerOps.EndToEnd.Tests.Conventions;
using Shouldly;
using Xunit;

namespace CustomerOps.EndToEnd.Tests.Security;

/// <summary>OWASP API9:2023 Improper inventory management: what answers outside is what the one document names, in one version.</summary>
public sealed class Api9InventoryTests(RunningSystem system)
{
    private static readonly string[] s_services = ["identity", "ticketing", "survey", "knowledge-base", "staffing"];

    [Fact]
    public async Task Every_route_of_every_service_is_in_the_one_document_and_reached_through_the_gateway()
    {
        var merged = (await Operation.All(system)).Select(o => $"{o}").ToHashSet();
        using var inside = new HttpClient();
        var served = new List<string>();
        foreach (var service in s_services)
            foreach (var (path, item) in JsonNode.Parse(await inside.GetStringAsync($"{system.Endpoint(service)}/openapi/v1.json"))!["paths"]!.AsObject())
                served.AddRange(item!.AsObject().Select(o => $"{o.Key.ToUpperInvariant()} {path}"));
        served.Except(merged).ShouldBeEmpty();
        merged.Except(served).ShouldBe(["GET /api/v1/events"]);
        using var admin = system.Client("nordlys", "admin");
        foreach (var operation in (await Operation.All(system)).Where(o => !o.IsPublic && o.Path != "/api/v1/events"))
            (await Reply.To(admin, operation.Request())).ProblemCode.ShouldNotBe("route.not-found", $"{operation}");
    }

    [Theory]
    [InlineData("/api/v2/tickets")]
    [InlineData("/api/v0/tickets")]
    [InlineData("/api/tickets")]
    [InlineData("/v1/tickets")]
    [InlineData("/api/v1.0/tickets")]
    [InlineData("/api/beta/tickets")]
    [InlineData("/tickets")]
    public async Task There_is_one_version(string path)
    {
        using var admin = system.Client("nordlys", "admin");
        (await Reply.To(admin, new HttpRequestMessage(HttpMethod.Get, path))).NotAProblem(404).ShouldBeNull();
    }

    [Fact]
    public async Task A_services_own_pages_are_not_reached_through_its_routes()
    {
        using var admin = system.Client("nordlys", "admin");
        foreach (var segment in (await Operation.All(system)).Select(o => o.Path.Split('/')[3]).Distinct())
            foreach (var page in (string[])["health", "alive", "openapi/v1.json", "internal/re-drive", "..%2f..%2f..%2fhealth", "..%2f..%2f..%2fopenapi%2fv1.json"])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"{system.Gateway}api/v1/{segment}/{page}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
                var reply = await Reply.To(admin, request);
                reply.Text.ShouldNotContain("\"openapi\"", customMessage: $"{segment}/{page}");
                reply.Text.ShouldNotContain("\"checks\"", customMessage: $"{segment}/{page}");
            }
    }
}
