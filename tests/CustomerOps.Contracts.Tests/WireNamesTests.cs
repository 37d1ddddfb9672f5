using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace CustomerOps.Contracts.Tests;

public sealed partial class WireNamesTests
{
    private static readonly Type[] s_events = [.. typeof(EventAttribute).Assembly.GetTypes().Where(t => t.GetCustomAttribute<EventAttribute>() is not null)];

    public static TheoryData<Type> Events => [.. s_events];

    [Theory]
    [MemberData(nameof(Events))]
    public void A_name_says_owner_fact_and_version(Type type)
    {
        var name = EventAttribute.TypeOf(type);
        name.ShouldMatch("^([a-z-]+\\.)?[a-z]+(-[a-z]+)+\\.v[1-9]$");
        var owner = type.Namespace!.Split('.')[^1];
        if (owner != "Partners") name.ShouldStartWith(Kebab(owner) + ".");
        Kebab(type.Name).ShouldBe(name.Split('.')[^2]);
    }

    [Fact]
    public void No_two_events_share_a_name() =>
        s_events.Select(EventAttribute.TypeOf).ShouldBeUnique();

    [Fact]
    public void There_are_events_of_every_service() =>
        s_events.Select(t => t.Namespace!.Split('.')[^1]).Distinct().ShouldBe(["Identity", "KnowledgeBase", "Mail", "Partners", "Staffing", "Survey", "Ticketing", "DataProtection"], ignoreOrder: true);

    [Fact]
    public void The_envelope_is_a_cloud_event()
    {
        var told = new Ticketing.TicketReopened(Guid.Empty, "1", DateTimeOffset.UnixEpoch);
        var json = JsonSerializer.SerializeToNode(new CloudEvent<Ticketing.TicketReopened>(Guid.Empty, "/ticketing", "ticketing.ticket-reopened.v1", DateTimeOffset.UnixEpoch, Guid.Empty, told, "s", "00-a-b-01"), ContractJson.Options)!.AsObject();
        json.Select(m => m.Key).ShouldBe(["id", "source", "type", "time", "tenantid", "data", "subject", "traceparent", "specversion", "datacontenttype"], ignoreOrder: true);
        json["specversion"]!.GetValue<string>().ShouldBe("1.0");
        json["data"]!.AsObject().Select(m => m.Key).ShouldBe(["ticketId", "number", "reopenedAt"], ignoreOrder: true);
    }

    private static string Kebab(string name) => Capital().Replace(name, "-$1").ToLowerInvariant();

    [GeneratedRegex("(?<!^)([A-Z])")]
    private static partial Regex Capital();
}
