using System.Text.Json.Nodes;
using CustomerOps.Gateway.Documents;
using Shouldly;
using Xunit;

namespace CustomerOps.Gateway.Tests;

public sealed class DocumentTests(GatewayStack gateway)
{
    [Fact]
    public async Task The_merged_document_describes_what_is_there()
    {
        using var nobody = gateway.Stack.Anonymous();
        var document = JsonNode.Parse(await nobody.GetStringAsync("/openapi/v1.json"))!;
        document["openapi"]!.GetValue<string>().ShouldStartWith("3.1");
        var mint = document["paths"]!["/api/v1/organisation/api-keys"]!["post"]!;
        mint["summary"]!.GetValue<string>().ShouldNotBeEmpty();
        mint["description"]!.GetValue<string>().ShouldContain("Roles: admin");
        document["paths"]!.AsObject().Select(p => p.Key).ShouldNotContain(p => p.Contains("internal"));
    }

    [Fact]
    public async Task The_reference_page_asks_no_outside_host()
    {
        using var nobody = gateway.Stack.Anonymous();
        var page = await nobody.GetStringAsync("/docs");
        page.ShouldNotContain("//", customMessage: page);
        page.ShouldContain("/docs/scalar.js");
    }

    [Fact]
    public void Schemas_of_one_name_and_two_shapes_stay_apart()
    {
        var merged = DocumentMerge.Merge([("ticketing", Document("a")), ("knowledge-base", Document("b")), ("survey", Document("a"))]);
        var schemas = merged["components"]!["schemas"]!.AsObject();
        schemas.Select(s => s.Key).ShouldBe(["View", "KnowledgeBaseView"], ignoreOrder: true);
        merged["paths"]!["/b"]!["get"]!["$ref"]!.GetValue<string>().ShouldBe("#/components/schemas/KnowledgeBaseView");
        merged["paths"]!["/a"]!["get"]!["$ref"]!.GetValue<string>().ShouldBe("#/components/schemas/View");
    }

    private static JsonObject Document(string name) => JsonNode.Parse("""
        {"paths":{"/NAME":{"get":{"$ref":"#/components/schemas/View"}}},"components":{"schemas":{"View":{"type":"object","properties":{"NAME":{"type":"string"}}}}}}
        """.Replace("NAME", name, StringComparison.Ordinal))!.AsObject();
}
