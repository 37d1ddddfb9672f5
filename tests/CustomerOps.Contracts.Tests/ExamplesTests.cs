using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerOps.Contracts.Tests.Specs;
using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.Contracts.Tests;

/// <summary>Examples that consumers keep of what they read, against the schemas of those who send it.</summary>
public sealed class ExamplesTests
{
    private static readonly string[] Kept = [.. Directory.EnumerateDirectories(Path.Combine(Repository.Root, "tests"))
        .Select(project => Path.Combine(project, "Examples")).Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*.json")).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Examples => [.. Kept.Select(path => Path.GetRelativePath(Repository.Root, path))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_is_what_its_sender_sends_and_its_reader_reads(string path)
    {
        var example = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, path)))!;
        var told = SpecFiles.Events.Single(e => EventAttribute.TypeOf(e) == Path.GetFileNameWithoutExtension(path));
        SchemaCheck.Faults(example, SpecFiles.Read($"events/{EventAttribute.TypeOf(told)}.json")!).ShouldBeEmpty();
        JsonSerializer.Deserialize(example.ToJsonString(), typeof(CloudEvent<>).MakeGenericType(told), ContractJson.Options).ShouldNotBeNull();
    }

    [Fact]
    public void What_comes_from_outside_has_an_example() =>
        SpecFiles.Events.Where(e => e.GetCustomAttribute<EventAttribute>()!.FromPartner).Select(EventAttribute.TypeOf)
            .Except(Kept.Select(Path.GetFileNameWithoutExtension)).ShouldBeEmpty();

    [Theory]
    [InlineData("\"W-1001\"", "7", "externalId is not")]
    [InlineData("\"quantity\": 3", "\"quantity\": 3.5", "quantity is not")]
    [InlineData("\"currency\": \"DKK\",", "", "currency is missing")]
    [InlineData("2026-11-18T10:00:00", "yesterday", "placedAt is no date-time")]
    [InlineData("order-completed.v1", "order-completed.v2", "type is not")]
    public void A_wrong_example_is_found(string from, string to, string fault)
    {
        var example = File.ReadAllText(Kept.Single(p => p.EndsWith("/order-completed.v1.json", StringComparison.Ordinal)));
        example.ShouldContain(from);
        SchemaCheck.Faults(JsonNode.Parse(example.Replace(from, to, StringComparison.Ordinal)), SpecFiles.Read("events/order-completed.v1.json")!).ShouldContain(f => f.Contains(fault));
    }
}
