using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>Records that may be one person are found by what they have in common, with the reasons, until somebody says what they are.</summary>
[Collection(DoorCollection.Name)]
public sealed class DuplicateTests(TicketingStack door)
{
    private readonly string _mark = $"{Guid.NewGuid():n}"[..12];

    [Fact]
    public async Task One_mailbox_written_in_three_ways_is_one_person_and_another_one_is_not()
    {
        var plain = await Customer($"anna{_mark}@gmail.com");
        var (dots, tag) = (await Customer($"a.n.n.a{_mark}+shop@googlemail.com"), await Customer($"anna{_mark}+news@gmail.com"));
        await Customer($"anne{_mark}@gmail.com");
        // Of a company's mail nobody knows that it drops the dots.
        await Customer($"anna{_mark}@firm{_mark}.example");
        await Customer($"a.nna{_mark}@firm{_mark}.example");
        var found = (await door.Agent.Get($"/customers/{plain}/duplicates")).Items;
        found.Select(Other).ShouldBe([tag, dots]);
        found.ShouldAllBe(f => (double)f["score"]! == 0.95 && (string)f["signs"]![0]! == "mailbox");
        (await door.Agent.Get($"/customers/{dots}/duplicates")).Items.Select(Other).ShouldBe([tag, plain], ignoreOrder: true);
    }

    [Fact]
    public async Task A_phone_without_its_country_a_number_in_other_capitals_and_a_name_in_the_same_company_are_signs()
    {
        var digits = $"{Random.Shared.Next(10_000_000, 99_999_999)}";
        var asked = await Customer($"one{_mark}@firm{_mark}.example", "Kristoffer Åsen");
        var (colleague, caller, shopper) = (await Customer($"two{_mark}@firm{_mark}.example", "Christoffer Åsen"), await Customer(), await Customer());
        await Customer($"three{_mark}@firm{_mark}.example", "Berit Lunde");
        await Known(asked, "phone", $"+47{digits}");
        await Known(caller, "phone", digits);
        await Known(await Customer(), "phone", $"+46{digits}");
        await Known(asked, "external", $"shop:A{_mark}");
        await Known(shopper, "external", $"SHOP:a{_mark}");
        var found = (await door.Agent.Get($"/customers/{asked}/duplicates")).Items;
        found.Select(f => (Other(f), (string)f["signs"]![0]!)).ShouldBe([(shopper, "external-number"), (caller, "phone"), (colleague, "name-in-company")]);
        (await door.Agent.Get($"/customers/{asked}/duplicates?limit=1")).Body["next"].ShouldNotBeNull();

        // Two signs together are surer than each.
        await Known(caller, "external", $"Shop:a{_mark}");
        var both = (await door.Agent.Get($"/customers/{asked}/duplicates?limit=1")).Items.Single();
        (Other(both), (double)both["score"]!).ShouldBe((caller, 0.98));
        var next = await door.Agent.Get($"/customers/{asked}/duplicates?limit=100&after={(await door.Agent.Get($"/customers/{asked}/duplicates?limit=1")).Body["next"]}");
        next.Items.Select(Other).ShouldBe([shopper, colleague]);
    }

    [Fact]
    public async Task Who_was_told_apart_or_merged_is_proposed_no_more()
    {
        var (a, b, c) = (await Customer($"x{_mark}@gmail.com"), await Customer($"x{_mark}+1@gmail.com"), await Customer($"x{_mark}+2@gmail.com"));
        for (var again = 0; again < 2; again++) (await door.Agent.Call(HttpMethod.Put, $"/customers/{a}/distinctions/{b}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await door.Agent.Get($"/customers/{a}/duplicates")).Items.Select(Other).ShouldBe([c]);
        (await door.Agent.Get($"/customers/{b}/duplicates")).Items.Select(Other).ShouldBe([c]);
        var kept = (await door.Agent.Get($"/customers/{b}/distinctions")).Items.ShouldHaveSingleItem();
        ((Guid)kept["otherCustomerId"]!, (string)kept["saidByName"]!).ShouldBe((a, "agent"));

        await door.Manager.PutFresh($"/customers/{c}", "/merge", new { intoCustomerId = b, reason = "Same person" });
        // Told apart from one record, told apart from the person.
        (await door.Agent.Get($"/customers/{a}/duplicates")).Items.ShouldBeEmpty();
        (await door.Agent.Call(HttpMethod.Put, $"/customers/{c}/distinctions/{b}")).Text("code").ShouldBe("customer-distinction.merged");
        (await door.Agent.Call(HttpMethod.Delete, $"/customers/{a}/distinctions/{b}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await door.Agent.Get($"/customers/{a}/duplicates")).Items.Select(Other).ShouldBe([b]);
    }

    [Fact]
    public async Task All_pairs_are_listed_once_in_pages_that_end()
    {
        // In the organisation where few tests leave customers behind.
        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++) ids.Add((Guid)(await door.Stranger.CreateTicket($"p{_mark}+{i}@gmail.com")).Body["requester"]!["id"]!);
        var pairs = new List<(Guid, Guid)>();
        var (after, pages) = ("", 0);
        do
        {
            var page = await door.Stranger.Get($"/customer-duplicates?limit=2{after}");
            page.Status.ShouldBe(HttpStatusCode.OK, page.Body.ToJsonString());
            pairs.AddRange(page.Items.Select(p => ((Guid)p["customer"]!["id"]!, (Guid)p["duplicate"]!["id"]!)));
            after = (string?)page.Body["next"] is { } next ? $"&after={next}" : "";
            (++pages).ShouldBeLessThan(500);
        }
        while (after.Length > 0);
        pairs.Where(p => ids.Contains(p.Item1)).ShouldBe([(ids[2], ids[1]), (ids[2], ids[0]), (ids[1], ids[0])]);
        pairs.Distinct().Count().ShouldBe(pairs.Count);
    }

    [Fact]
    public async Task Another_organisations_customers_are_nobodys_duplicates_and_wrong_questions_are_refused()
    {
        var mine = await Customer($"s{_mark}@gmail.com");
        var theirs = (Guid)(await door.Stranger.CreateTicket($"s{_mark}+1@gmail.com")).Body["requester"]!["id"]!;
        (await door.Agent.Get($"/customers/{mine}/duplicates")).Items.ShouldBeEmpty();
        (await door.Stranger.Get($"/customers/{mine}/duplicates")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Agent.Call(HttpMethod.Put, $"/customers/{mine}/distinctions/{theirs}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Agent.Call(HttpMethod.Put, $"/customers/{mine}/distinctions/{mine}")).Text("code").ShouldBe("customer-distinction.itself");
        foreach (var path in (string[])[$"/customers/{mine}/duplicates", $"/customers/{mine}/distinctions", "/customer-duplicates"])
            (await door.Agent.Get($"{path}?after=x")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    private async Task<Guid> Customer(string? email = null, string name = "") =>
        (Guid)(await door.Agent.Post("/tickets", new { channel = "email", subject = "Hello", body = "Hello there", requester = new { email = email ?? Calls.NewAddress(), name = name.Length == 0 ? $"N{Guid.NewGuid():n}" : name } })).Body["requester"]!["id"]!;

    private async Task Known(Guid customer, string kind, string value) => (await door.Agent.Post($"/customers/{customer}/identities", new { kind, value })).Status.ShouldBe(HttpStatusCode.Created);

    private static Guid Other(JsonNode found) => (Guid)found["customer"]!["id"]!;
}
