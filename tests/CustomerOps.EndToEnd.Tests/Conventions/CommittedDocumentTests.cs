using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.EndToEnd.Tests.Conventions;

/// <summary>The committed document is what the gateway serves, and no client of the released one is broken by it.</summary>
public sealed class CommittedDocumentTests(RunningSystem system)
{
    private static readonly JsonSerializerOptions s_written = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string s_specs = Path.Combine(Repository.Root, "src", "CustomerOps.Contracts", "specs", "openapi");

    [Fact]
    public async Task Every_change_of_the_document_is_committed()
    {
        var served = Sorted(await system.AsNobody().Get("/openapi/v1.json"))!.ToJsonString(s_written) + "\n";
        var committed = Path.Combine(s_specs, "v1.json");
        if (Environment.GetEnvironmentVariable("UPDATE_SPECS") == "1") await File.WriteAllTextAsync(committed, served);
        (await File.ReadAllTextAsync(committed) == served).ShouldBeTrue("The API changed. Look at the change: UPDATE_SPECS=1 ./test.sh EndToEnd, then git diff.");
    }

    [Fact]
    public async Task No_client_of_the_released_document_is_broken() =>
        BreakingChanges.Between(await Read("released.json"), await Read("v1.json")).ShouldBeEmpty();

    [Theory]
    [InlineData("""{ "get": null }""", "is gone")]
    [InlineData("""{ "get": { "parameters": [{ "in": "query", "name": "limit", "required": true }] } }""", "now needs query limit")]
    [InlineData("""{ "get": { "parameters": [] } }""", "no longer takes query limit")]
    [InlineData("""{ "get": { "x-roles": ["admin"] } }""", "no longer serves agent")]
    [InlineData("""{ "get": { "responses": { "200": { "content": { "application/json": { "schema": { "type": "object", "properties": {} } } } } } } }""", "200.name is gone")]
    [InlineData("""{ "get": { "responses": { "200": { "content": { "application/json": { "schema": { "type": "object", "properties": { "name": { "type": ["string", "null"] } } } } } } } } }""", "was string")]
    [InlineData("""{ "get": { "requestBody": { "content": { "application/json": { "schema": { "type": "object", "required": ["a", "b"], "properties": { "a": { "type": "string" } } } } } } } }""", "body.b must now be sent")]
    public void A_break_is_found(string change, string found)
    {
        var released = Sample();
        var current = Sample();
        foreach (var (method, operation) in JsonNode.Parse(change)!.AsObject())
        {
            if (operation is null) current["paths"]!["/a"]!.AsObject().Remove(method);
            else foreach (var (member, value) in operation.AsObject()) current["paths"]!["/a"]![method]![member] = value?.DeepClone();
        }

        BreakingChanges.Between(released, current).ShouldHaveSingleItem().ShouldContain(found);
        BreakingChanges.Between(released, Sample()).ShouldBeEmpty();
    }

    private static JsonObject Sample() => JsonNode.Parse("""
        { "paths": { "/a": { "get": { "x-roles": ["agent", "admin"], "parameters": [{ "in": "query", "name": "limit" }],
          "requestBody": { "content": { "application/json": { "schema": { "type": "object", "required": ["a"], "properties": { "a": { "type": "string" } } } } } },
          "responses": { "200": { "content": { "application/json": { "schema": { "type": "object", "properties": { "name": { "type": "string" } } } } } } } } } } }
        """)!.AsObject();

    private static async Task<JsonObject> Read(string file) => JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(s_specs, file)))!.AsObject();

    /// <summary>Members in one order, so that a diff shows changes only.</summary>
    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, Sorted(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
