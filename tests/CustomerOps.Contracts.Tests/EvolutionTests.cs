using System.Text.Json;
using CustomerOps.Contracts.Partners;
using Shouldly;
using Xunit;

namespace CustomerOps.Contracts.Tests;

public sealed class EvolutionTests
{
    private const string Complete = """
        {"externalId":"W-1","customer":{"email":"a@example.com","name":"A"},"lines":[{"sku":"s","name":"n","quantity":1,"unitPrice":9.95}],"currency":"EUR","placedAt":"2026-11-20T10:00:00Z","completedAt":"2026-11-21T10:00:00Z"}
        """;

    [Fact]
    public void A_member_that_is_not_known_yet_is_ignored() =>
        Read(Complete.Replace("\"currency\"", "\"giftWrap\":true,\"currency\"", StringComparison.Ordinal)).ExternalId.ShouldBe("W-1");

    [Fact]
    public void An_optional_member_may_be_absent() => Read(Complete).Customer.Branch.ShouldBeNull();

    [Theory]
    [InlineData("\"externalId\":\"W-1\",", "")]
    [InlineData("\"W-1\"", "null")]
    [InlineData("\"quantity\":1", "\"quantity\":\"many\"")]
    [InlineData("2026-11-20T10:00:00Z", "yesterday")]
    public void What_is_missing_null_or_of_another_kind_is_refused(string from, string to) =>
        Should.Throw<JsonException>(() => Read(Complete.Replace(from, to, StringComparison.Ordinal)));

    [Fact]
    public void Money_keeps_its_cents() => Read(Complete).Lines[0].UnitPrice.ShouldBe(9.95m);

    private static OrderCompleted Read(string json) => JsonSerializer.Deserialize<OrderCompleted>(json, ContractJson.Options)!;
}
