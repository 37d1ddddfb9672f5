using System.Reflection;
using System.Text.Json.Nodes;
using CustomerOps.Contracts.Tests.Specs;
using Shouldly;
using Xunit;

namespace CustomerOps.Contracts.Tests;

public sealed class SpecsTests
{
    [Fact]
    public void What_is_committed_is_what_the_records_say()
    {
        var generated = SpecFiles.Generated();
        if (SpecFiles.Writing)
        {
            foreach (var stray in SpecFiles.Committed("events").Except(generated.Keys)) File.Delete(SpecFiles.At(stray));
            foreach (var (path, text) in generated) SpecFiles.Write(path, text);
        }

        SpecFiles.Committed("events").Append("asyncapi.json").ShouldBe(generated.Keys, ignoreOrder: true, Advice);
        foreach (var (path, text) in generated) File.ReadAllText(SpecFiles.At(path)).ShouldBe(text, $"{path}: {Advice}");
    }

    [Fact]
    public void Nothing_released_is_broken()
    {
        var broken = new List<string>();
        foreach (var path in SpecFiles.Committed("released").ToList())
        {
            var type = Path.GetFileNameWithoutExtension(path);
            var told = SpecFiles.Events.SingleOrDefault(e => EventAttribute.TypeOf(e) == type);
            if (told is null) broken.Add($"{type}: is gone; a version ends only when nobody subscribes to it");
            else broken.AddRange(Breakage.Between(SpecFiles.Read(path)!, EventSchema.Of(told), told.GetCustomAttribute<EventAttribute>()!.FromPartner).Select(b => $"{type} {b}"));
        }

        broken.ShouldBeEmpty("A released event changes additively only; what breaks it is a new version (src/CustomerOps.Contracts/README.md).");
        if (SpecFiles.Writing)
            foreach (var (path, text) in SpecFiles.Generated().Where(f => f.Key.StartsWith("events/", StringComparison.Ordinal)))
                SpecFiles.Write(path.Replace("events/", "released/", StringComparison.Ordinal), text);
        SpecFiles.Committed("released").Count().ShouldBe(SpecFiles.Events.Count, Advice);
    }

    [Theory]
    [InlineData("""{"properties":{}}""", "$.a: is gone", true)]
    [InlineData("""{"properties":{"a":{"type":"integer"}},"required":["a"]}""", "$.a: type was", true)]
    [InlineData("""{"properties":{"a":{"type":"string","format":"uuid"}},"required":["a"]}""", "$.a: format was", true)]
    [InlineData("""{"properties":{"a":{"type":"string"},"o":{"type":["string","null"]}},"required":["a","o"]}""", "$.o: must be there", true)]
    [InlineData("""{"properties":{"a":{"type":"string"},"n":{"type":"string"}},"required":["a","n"]}""", "$.n: must be there", true)]
    [InlineData("""{"properties":{"a":{"type":["string","null"]}},"required":[]}""", "$.a: may be missing", false)]
    [InlineData("""{"properties":{"a":{"type":"string","enum":["x"]}},"required":["a"]}""", "'x' is a value that readers", false)]
    public void A_breaking_change_is_found(string now, string finding, bool taken) =>
        Breakage.Between(Small, JsonNode.Parse(now)!, taken).ShouldContain(b => b.Contains(finding));

    [Theory]
    [InlineData("""{"properties":{"a":{"type":"string"},"o":{"type":["string","null"]},"n":{"type":["string","null"]}},"required":["a"]}""", true)]
    [InlineData("""{"properties":{"a":{"type":"string"},"o":{"type":["string","null"]},"n":{"type":"string"}},"required":["a","n"]}""", false)]
    [InlineData("""{"properties":{"a":{"type":["string","null"]},"o":{"type":["string","null"]}}}""", true)]
    public void An_additive_change_is_none(string now, bool taken) => Breakage.Between(Small, JsonNode.Parse(now)!, taken).ShouldBeEmpty();

    private static readonly JsonNode Small = JsonNode.Parse("""{"properties":{"a":{"type":"string"},"o":{"type":["string","null"]}},"required":["a"]}""")!;

    private const string Advice = $"After a change of the records: {SpecFiles.Variable}=1 dotnet test tests/CustomerOps.Contracts.Tests, and commit the difference.";
}
