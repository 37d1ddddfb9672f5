using CustomerOps.Contracts.KnowledgeBase;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>What the knowledge base tells of customers who read stands on their timelines.</summary>
[Collection(DoorCollection.Name)]
public sealed class ReadingTests(TicketingStack door)
{
    [Fact]
    public async Task What_was_read_stands_on_the_timeline_once_in_its_time_and_under_whichever_record()
    {
        var (email, other) = (Calls.NewAddress(), Calls.NewAddress());
        var (kept, merged) = (await Customer(email), await Customer(other));
        await Merge(merged, kept);
        var article = Guid.CreateVersion7();
        var (message, read) = (Guid.CreateVersion7(), Read(article, email: other.ToUpperInvariant(), at: DateTimeOffset.UtcNow.AddMinutes(-40)));
        // Newest first, twice, and once more by the record instead of the address.
        await door.Tell(Read(article, kept));
        await door.Tell(read, message);
        await door.Tell(read, message);
        await door.Tell(read with { ReadingId = Guid.CreateVersion7(), CustomerId = merged, CustomerEmail = null, ReadAt = read.ReadAt.AddMinutes(2) });
        await Handled(message);
        await door.Eventually(async () => (await Readings(kept)).Count == 2, "two readings");
        await Task.Delay(TimeSpan.FromSeconds(1));
        (await Readings(kept)).Select(r => ((string)r["title"]!, (Guid)r["subjectId"]!)).ShouldBe([("Read “How to return”", article), ("Read “How to return”", article)]);
        (await Readings(kept)).Select(r => (Guid)r["id"]!).ShouldBe((await Readings(merged)).Select(r => (Guid)r["id"]!));
        var first = await door.Agent.Get($"/customers/{kept}/timeline?limit=1");
        ((string)first.Items.Single()["kind"]!).ShouldBe("article-read");
        (await door.Agent.Get($"/customers/{kept}/timeline?limit=1&after={first.Body["next"]}")).Items.Single()["id"]!.ToString().ShouldNotBe(first.Items.Single()["id"]!.ToString());
    }

    [Fact]
    public async Task Who_read_first_and_wrote_then_is_known_to_have_read()
    {
        var email = Calls.NewAddress();
        var message = Guid.CreateVersion7();
        await door.Tell(Read(Guid.CreateVersion7(), email: email), message);
        await Handled(message);
        var customer = await Customer(email);
        await door.Execute($"update due_messages set due_at = now() where name = 'place-reading' and body like '%' || (select id from early_readings where email = '{email}') || '%'");
        await door.Eventually(async () => (await Readings(customer)).Count == 1, "the reading of before");
        (await door.Scalar<long>($"select count(*) from early_readings where email = '{email}'")).ShouldBe(0);
    }

    [Fact]
    public async Task Who_never_comes_is_forgotten_after_a_day_of_looking()
    {
        var email = Calls.NewAddress();
        await door.Tell(Read(Guid.CreateVersion7(), email: email));
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from early_readings where email = '{email}'") == 1, "it waits");
        await door.Execute($"update early_readings set looks = 5 where email = '{email}'");
        await door.Execute($"update due_messages set due_at = now() where name = 'place-reading' and body like '%' || (select id from early_readings where email = '{email}') || '%'");
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from early_readings where email = '{email}'") == 0, "it is forgotten");
    }

    [Fact]
    public async Task Another_organisations_word_of_our_customer_is_not_ours()
    {
        var email = Calls.NewAddress();
        var customer = await Customer(email);
        var message = Guid.CreateVersion7();
        await door.Tell(Read(Guid.CreateVersion7(), customer, email), message, organisation: "aurora");
        await Handled(message);
        (await Readings(customer)).ShouldBeEmpty();
    }

    private static ArticleRead Read(Guid article, Guid? customer = null, string? email = null, DateTimeOffset? at = null) =>
        new(Guid.CreateVersion7(), article, 1, "en", "How to return", customer, email, null, "help-centre", at ?? DateTimeOffset.UtcNow);

    private async Task<Guid> Customer(string email) => (Guid)(await door.Agent.CreateTicket(email)).Body["requester"]!["id"]!;

    private async Task Merge(Guid from, Guid into) =>
        ((int)(await door.Manager.PutFresh($"/customers/{from}", "/merge", new { intoCustomerId = into, reason = "The same person" })).Status).ShouldBe(200);

    private Task Handled(Guid message) => door.Eventually(async () => await door.Scalar<long>($"select count(*) from inbox where message_id = '{message}'") > 0, "handled");

    private async Task<IReadOnlyList<System.Text.Json.Nodes.JsonNode>> Readings(Guid customer) =>
        [.. (await door.Agent.Get($"/customers/{customer}/timeline")).Items.Where(e => (string)e["kind"]! == "article-read")];
}
