using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

[Collection(DoorCollection.Name)]
public sealed class SearchTests(TicketingStack door)
{
    /// <summary>A word no other test writes.</summary>
    private readonly string _mark = $"zq{Guid.NewGuid():n}"[..12];

    [Theory]
    [InlineData("en", "My lamps were delivered broken", "lamp delivery")]
    [InlineData("da", "Pakkerne blev leveret til naboen", "pakken levere")]
    [InlineData("nb", "Lampene ble ødelagt i posten", "lampen ødelagte")]
    [InlineData("sv", "Beställningarna kom aldrig fram", "beställning")]
    [InlineData("fi", "Lamppujen toimitukset viivästyivät taas", "lamppu toimitus")]
    [InlineData("hu", "A csomagokat nem kézbesítették", "csomag kézbesítés")]
    public async Task Words_are_found_in_other_forms_in_every_language(string language, string body, string asked)
    {
        var ticket = await Write(body, language);
        (await Tickets($"{asked} {_mark}"))[0].ShouldBe(ticket);
        (await Tickets($"{asked} {_mark}", $"&language={language}"))[0].ShouldBe(ticket);
        (await Tickets($"{_mark}", $"&language={(language == "en" ? "da" : "en")}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Parts_of_words_and_misspelt_words_lead_there_and_say_what_was_found()
    {
        var ticket = await Write($"The {_mark}skaermen flickers since the refurbishment", "da");
        (await Tickets($"{_mark[2..]}skaer")).ShouldBe([ticket], "a part");
        (await Tickets($"{_mark}skearmen")).ShouldBe([ticket], "letters swapped");
        var hit = (await door.Agent.Get($"/search?q={_mark}skaermen")).Items.Single();
        ((string)hit["snippet"]!).ShouldContain($"<mark>{_mark}skaermen</mark>");
    }

    [Fact]
    public async Task A_person_with_several_records_is_found_once_with_the_tickets_of_all()
    {
        var (old, now) = (await door.Agent.CreateTicket($"old@{_mark}.example"), await door.Agent.CreateTicket($"now@{_mark}.example"));
        var (from, into) = ((Guid)old.Body["requester"]!["id"]!, (Guid)now.Body["requester"]!["id"]!);
        (await Customers()).Count.ShouldBe(2);
        (await door.Manager.PutFresh($"/customers/{from}", "/merge", new { intoCustomerId = into, reason = "The same" })).Status.ShouldBe(HttpStatusCode.OK);
        (await Customers()).ShouldBe([into]);
        (await Tickets($"old@{_mark}.example")).Order().ShouldBe(((Guid[])[old.Id, now.Id]).Order());
        (await door.Manager.DeleteFresh($"/customers/{from}", "/merge")).Status.ShouldBe(HttpStatusCode.OK);
        (await Customers()).Count.ShouldBe(2);

        async Task<List<Guid>> Customers() => [.. (await door.Agent.Get($"/search?kind=customer&q={_mark}")).Items.Select(h => (Guid)h["id"]!)];
    }

    [Fact]
    public async Task What_people_wrote_comes_out_as_text_not_as_markup()
    {
        await Write($"<script>alert('{_mark}')</script> & more", "en");
        var snippet = (string)(await door.Agent.Get($"/search?q={_mark}")).Items.Single()["snippet"]!;
        snippet.ShouldContain("&amp; more");
        snippet.Replace("<mark>", "", StringComparison.Ordinal).Replace("</mark>", "", StringComparison.Ordinal).ShouldNotContain("<");
    }

    [Fact]
    public async Task Numbers_addresses_names_and_orders_find_their_ticket_and_customer()
    {
        var (email, order) = ($"{_mark}@example.com", $"A-{_mark}-77");
        await door.Partner.Post("/orders", Calls.Order(order, "pending", email));
        var orderId = (Guid)(await door.Agent.Get($"/orders?customer={email}")).Items.Single()["id"]!;
        var ticket = await door.Agent.CreateTicket(email, orderId: orderId);
        var number = ticket.Text("number");

        (await Tickets(number))[0].ShouldBe(ticket.Id);
        (await Tickets($"%23{number}"))[0].ShouldBe(ticket.Id);
        (await Tickets(order)).ShouldContain(ticket.Id);
        (await Tickets(order[..^3].ToUpperInvariant())).ShouldContain(ticket.Id);
        (await Tickets(email)).ShouldContain(ticket.Id);
        foreach (var asked in (string[])[email, email[..8], $"olga order {email}"])
        {
            var customers = await door.Agent.Get($"/search?kind=customer&q={asked}");
            customers.Items.Select(c => (Guid)c["id"]!).ShouldContain((Guid)ticket.Body["requester"]!["id"]!, asked);
        }
    }

    [Fact]
    public async Task All_words_come_before_some_of_them_and_the_telling_ones_weigh_more()
    {
        var (both, one) = (await Write($"refund for the {_mark}lamp please", "en"), await Write($"the {_mark}lamp is wonderful", "en"));
        for (var i = 0; i < 6; i++) await Write("refund for something else please", "en");
        (await Tickets($"refund {_mark}lamp")).Take(2).ShouldBe([both, one]);
        (await Tickets($"Can I have a refund for this {_mark}lamp please"))[0].ShouldBe(both);
    }

    [Fact]
    public async Task Internal_notes_are_found_by_staff_only_and_customers_are_not_served()
    {
        var ticket = (await door.Agent.CreateTicket()).Id;
        await door.Agent.Post($"/tickets/{ticket}/messages", new { visibility = "internal", body = $"between us: {_mark}" });
        (await Tickets(_mark)).ShouldBe([ticket]);
        (await door.Agent.Get($"/search?kind=message&q={_mark}")).Items.Single()["ticketId"]!.GetValue<Guid>().ShouldBe(ticket);
        using var analyst = door.Stack.Client("nordlys", "analyst");
        (await analyst.Get($"/search?q={_mark}")).Items.ShouldBeEmpty();
        using var customer = door.Stack.Client("nordlys", "customer");
        (await customer.Get($"/search?q={_mark}")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await door.Stranger.Get($"/search?q={_mark}")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_show_every_hit_once_in_the_order_of_one_page()
    {
        for (var i = 0; i < 7; i++) await Write(string.Join(' ', Enumerable.Repeat("waiting", i)), "en");
        var whole = (await door.Agent.Get($"/search?q={_mark}")).Items.Select(i => (Guid)i["id"]!).ToList();
        var seen = new List<Guid>();
        for (string? after = null, more = ""; more is not null; after = more)
        {
            var page = await door.Agent.Get($"/search?q={_mark}&limit=3" + (after is null ? "" : $"&after={after}"));
            seen.AddRange(page.Items.Select(i => (Guid)i["id"]!));
            more = (string?)page.Body["next"];
        }

        seen.ShouldBe(whole);
        seen.Count.ShouldBe(7);
    }

    [Fact]
    public async Task What_is_changed_or_deleted_is_found_as_it_is_now()
    {
        var ticket = await Write($"{_mark}first", "en");
        await door.Execute($"update tickets set subject = 'now {_mark}new' where id = '{ticket}'");
        (await Tickets($"{_mark}new")).ShouldBe([ticket]);
        await door.Execute($"update messages set body = 'nothing of it' where ticket_id = '{ticket}'");
        (await Tickets($"{_mark}first")).ShouldNotContain(ticket);
        await door.Execute($"delete from messages where ticket_id = '{ticket}'");
        (await Tickets($"{_mark}new")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("?q=%20", 400)]
    [InlineData("?q=a%00b", 400)]
    [InlineData("?q=a&kind=order", 400)]
    [InlineData("?q=a&language=Danish!", 400)]
    [InlineData("?q=a&limit=0", 422)]
    [InlineData("?q=a&after=x", 422)]
    public async Task A_question_that_makes_no_sense_is_refused(string query, int status) => ((int)(await door.Agent.Get($"/search{query}")).Status).ShouldBe(status);

    [Theory]
    [InlineData("'")]
    [InlineData("\\ & | ! ( ) : * < >")]
    [InlineData("the and of")]
    [InlineData("%_%")]
    [InlineData("99999999999999999999999")]
    [InlineData("''':*")]
    [InlineData("å")]
    public async Task Anything_may_be_asked(string asked) => (await door.Agent.Get($"/search?q={Uri.EscapeDataString(asked)}")).Status.ShouldBe(HttpStatusCode.OK);

    private async Task<Guid> Write(string body, string language)
    {
        var created = await door.Agent.Post("/tickets", new { channel = "web", subject = "Something", body = $"{body} {_mark}", language, requester = new { email = Calls.NewAddress(), name = "Ann" } });
        created.Status.ShouldBe(HttpStatusCode.Created, created.Body.ToJsonString());
        return created.Id;
    }

    private async Task<List<Guid>> Tickets(string asked, string more = "")
    {
        var found = await door.Agent.Get($"/search?kind=ticket&q={asked}{more}");
        found.Status.ShouldBe(HttpStatusCode.OK, found.Body.ToJsonString());
        return [.. found.Items.Select(i => (Guid)i["id"]!)];
    }
}
