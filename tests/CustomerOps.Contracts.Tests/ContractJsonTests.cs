using System.Text.Json;
using CustomerOps.Contracts.Survey;
using Shouldly;
using Xunit;

namespace CustomerOps.Contracts.Tests;

public sealed class ContractJsonTests
{
    private static readonly SurveyAnswered Answered = new(
        Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), "link", null, null, null, "da", null, null, null, null, DateTimeOffset.UnixEpoch);

    [Fact]
    public void What_may_be_null_is_neither_written_nor_missed()
    {
        var json = JsonSerializer.Serialize(Envelope(Answered), ContractJson.Options);
        json.ShouldNotContain("null");
        JsonSerializer.Deserialize<CloudEvent<SurveyAnswered>>(json, ContractJson.Options)!.Data.ShouldBe(Answered);
    }

    [Fact]
    public void What_may_not_be_null_is_refused_when_missing_or_null()
    {
        var json = JsonSerializer.Serialize(Answered, ContractJson.Options);
        foreach (var wrong in (string[])[json.Replace("\"language\":\"da\",", ""), json.Replace("\"da\"", "null"), "{}"])
            Should.Throw<JsonException>(() => JsonSerializer.Deserialize<SurveyAnswered>(wrong, ContractJson.Options));
    }

    [Theory]
    [InlineData("")]
    [InlineData("""
        ,"data":null
        """)]
    public void A_message_without_data_is_refused(string data)
    {
        var json = $$"""{"specversion":"1.0","id":"{{Guid.NewGuid()}}","source":"/test","type":"t","time":"2026-11-20T10:00:00Z","tenantid":"{{Guid.NewGuid()}}"{{data}}}""";
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<CloudEvent<SurveyAnswered>>(json, ContractJson.Options));
    }

    [Fact]
    public void What_a_newer_version_adds_is_passed_over() =>
        JsonSerializer.Deserialize<SurveyAnswered>(JsonSerializer.Serialize(Answered, ContractJson.Options).Replace("{", "{\"added\":1,"), ContractJson.Options).ShouldBe(Answered);

    private static CloudEvent<T> Envelope<T>(T data) => new(Guid.NewGuid(), "/test", "t", DateTimeOffset.UnixEpoch, Guid.NewGuid(), data);
}
