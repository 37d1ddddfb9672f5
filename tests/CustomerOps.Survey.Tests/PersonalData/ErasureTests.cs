using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CustomerOps.Contracts;
using CustomerOps.Contracts.Ticketing;
using CustomerOps.Survey.Tests.House;
using CustomerOps.Testing.DataProtection;

namespace CustomerOps.Survey.Tests.PersonalData;

/// <summary>A person is taken out of Survey, and every figure stays as it was.</summary>
public sealed class ErasureTests(SurveyHouse house) : DoorTests(house)
{
    private readonly string _branch = $"b-{Guid.NewGuid():n}"[..12], _name = $"Søren Ærø{Guid.NewGuid():n}", _email = $"soren+shop.{Guid.NewGuid():n}@example.org", _secret = $"lamp-{Guid.NewGuid():n}";

    [Fact]
    public async Task Names_addresses_and_texts_go_and_no_score_changes()
    {
        await using var manager = await Manager.Connect(House.Stack);
        var (person, other) = (Customer(), Cases.NewCustomer());
        var own = await Answered(person, 2, $"It is broken.\n{_name} here, call me. {_secret}");
        await Answered(other, 9, $"Next to me stood\n{_name} ({_email}). Good service.");
        var (_, unanswered, _) = await Cases.Invite(House, customer: Customer());
        var before = await Figures();

        (await manager.Export("survey", House.Nordlys, other.CustomerId, other.Email!)).Select(r => r.Table).ShouldNotContain("surveys");
        var exported = await manager.Export("survey", House.Nordlys, person.CustomerId, _email);
        exported.Select(r => r.Table).Distinct().Order().ShouldBe(["customers", "invitations", "responses"]);
        var texts = JsonSerializer.Serialize(exported.ConvertAll(r => r.Row));
        foreach (var kept in (string[])[_secret, JsonEncodedText.Encode(_email).ToString(), $"{own}"]) texts.ShouldContain(kept);
        texts.ShouldNotContain(other.CustomerId.ToString());

        var order = Manager.Order(person.CustomerId, _email, Words, own) with { Customers = [person.CustomerId, _second] };
        var part = await manager.Erase(House.Nordlys, order, "survey");
        part.Rows.Keys.ShouldBe(["customers", "invitations", "responses"], ignoreOrder: true);
        (await Everywhere(_name, _email, _secret)).ShouldBeEmpty();
        (await Figures()).ShouldBe(before);
        var others = await manager.Export("survey", House.Nordlys, other.CustomerId, other.Email!);
        JsonSerializer.Serialize(others.Single(r => r.Table == "responses").Row.GetProperty("answers")).ShouldContain("[erased]");
        JsonSerializer.Serialize(others.ConvertAll(r => r.Row)).ShouldContain(other.Email!);
        var late = await Cases.Answer(House, unanswered, ("csat", 5), ("comment", _secret));
        (late.StatusCode, await Cases.Code(late)).ShouldBe((HttpStatusCode.NotFound, "survey-link.not-found"));
    }

    [Fact]
    public async Task Told_twice_it_happens_once_and_a_second_order_is_heard_too()
    {
        await using var manager = await Manager.Connect(House.Stack);
        var person = Customer();
        await Answered(person, 7, _secret);
        var (order, id) = (Manager.Order(person.CustomerId, _email, Words), Guid.CreateVersion7());
        for (var times = 0; times < 2; times++) await manager.Tell(House.Nordlys, order, id);
        await manager.Done(order.ErasureId, "survey");
        // Of another record with the same address, told before the first was done.
        var second = Manager.Order(Guid.CreateVersion7(), _email, Words);
        await manager.Tell(House.Nordlys, second, at: DateTimeOffset.UtcNow.AddMinutes(-1));
        (await manager.Done(second.ErasureId, "survey")).Rows.ShouldBeEmpty();
        manager.Heard(order.ErasureId).Count(p => p.Service == "survey").ShouldBe(1);
    }

    [Fact]
    public async Task What_was_told_before_brings_nothing_back()
    {
        await using var manager = await Manager.Connect(House.Stack);
        var person = Customer();
        await Answered(person, 4, _secret);
        var told = DateTimeOffset.UtcNow;
        // Put aside, because something is missing that Survey needs.
        var unreadable = JsonSerializer.SerializeToUtf8Bytes(new { specversion = "1.0", id = Guid.CreateVersion7(), source = "/test", type = "ticketing.ticket-solved.v1", time = told, tenantid = House.Nordlys, data = new { customer = new { name = _name, email = _email } } }, ContractJson.Options);
        await House.Partner.TellRaw(Exchanges.Events, EventAttribute.TypeOf(typeof(TicketSolved)), unreadable, Guid.CreateVersion7());
        await SurveyHouse.Until(async () => (await PutAside()).Contains(_name[^32..], StringComparison.Ordinal));

        await manager.Erase(House.Nordlys, Manager.Order(person.CustomerId, _email, Words), "survey");
        (await PutAside()).ShouldNotContain(_name[^32..]);
        var (late, newcomer) = (Cases.Solved(person), Cases.Solved(Cases.NewCustomer(email: _email)));
        Guid[] ids = [Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7()];
        await manager.Tell(House.Nordlys, late, ids[0], told);
        await manager.Tell(House.Nordlys, new CustomerConsentChanged(person.CustomerId, _email, true, told), ids[1], told);
        await manager.Tell(House.Nordlys, newcomer, ids[2], told);
        foreach (var id in ids) await House.UntilStored($"select from inbox where message_id = '{id}'");
        (await Everywhere(_name, _email)).ShouldBeEmpty();

        // Who comes again is served again.
        await Cases.Invite(House, customer: Cases.NewCustomer(email: _email));
    }

    [Fact]
    public async Task What_waited_before_a_paused_consumer_is_not_taken_up()
    {
        const string queue = "survey-ask-after-order";
        await using var manager = await Manager.Connect(House.Stack);
        var (person, id) = (Customer(), Guid.CreateVersion7());
        (await House.Stack.Command("survey", $"consumers/{queue}/pause")).EnsureSuccessStatusCode();
        try
        {
            await manager.Tell(House.Nordlys, Cases.Completed(person), id);
            await manager.Erase(House.Nordlys, Manager.Order(person.CustomerId, _email, Words), "survey");
        }
        finally { (await House.Stack.Command("survey", $"consumers/{queue}/resume")).EnsureSuccessStatusCode(); }

        await House.UntilStored($"select from inbox where message_id = '{id}'");
        (await Everywhere(_name, _email)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_waits_to_be_sent_is_withheld()
    {
        using var lead = House.Stack.Client("aurora", "manager");
        var survey = (await SurveyHouse.Items(lead, "/api/v1/surveys")).Last(s => s.GetProperty("trigger").GetProperty("kind").GetString() == "order");
        var draft = new { name = "Later", trigger = new { kind = "order", delaySeconds = 86_400 }, title = survey.GetProperty("title"), questions = survey.GetProperty("questions") };
        using var put = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/surveys/{survey.GetProperty("id")}") { Content = JsonContent.Create(draft), Headers = { { "If-Match", "*" } } };
        (await lead.SendAsync(put)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var order = Cases.Completed(Customer());
        await House.Partner.Tell(House.Aurora, order);
        await SurveyHouse.Until(async () => await Decision() == "scheduled");

        await using var manager = await Manager.Connect(House.Stack);
        // Another organisation's erasure of the same ids and words is none of this one's.
        await manager.Erase(House.Nordlys, Manager.Order(order.Customer.CustomerId, _email, Words), "survey");
        (await Decision()).ShouldBe("scheduled");
        await manager.Erase(House.Aurora, Manager.Order(order.Customer.CustomerId, _email, Words), "survey");
        (await Decision()).ShouldBe("erased");

        async Task<string?> Decision() => (await SurveyHouse.Items(lead, $"/api/v1/survey-invitations?orderId={order.OrderId}"))
            .Where(i => i.GetProperty("surveyId").GetString() == survey.GetProperty("id").GetString())
            .Select(i => i.GetProperty("status").GetString() is "withheld" ? i.GetProperty("reason").GetString() : i.GetProperty("status").GetString()).SingleOrDefault();
    }

    private readonly Guid _first = Guid.CreateVersion7(), _second = Guid.CreateVersion7();
    private int _records;

    private string Words => $@"(?<!\w){Regex.Escape(_name)}(?!\w)|(?<![\w.+-]){Regex.Escape(_email)}(?![\w-])";

    /// <summary>The person under their first record, then under their second, whom nobody has told to be the same.</summary>
    private TicketCustomer Customer() => _records++ == 0 ? new(_first, _name, _email, "en", true) : new(_second, _name, "2." + _email, "en", true);

    private async Task<Guid> Answered(TicketCustomer customer, int nps, string comment)
    {
        var solved = Cases.Solved(customer, branch: _branch);
        await House.Partner.Tell(House.Nordlys, solved);
        var token = await House.Partner.TokenFor((await House.InvitationFor(solved.TicketId, "sending")).GetProperty("id").GetGuid());
        (await Cases.Answer(House, token, ("csat", 1 + nps / 3), ("nps", nps), ("comment", comment))).EnsureSuccessStatusCode();
        return solved.TicketId;
    }

    /// <summary>Of this test's branch, every score; and how many were asked.</summary>
    private async Task<string> Figures()
    {
        var figures = new StringBuilder();
        foreach (var metric in (string[])["nps", "csat"])
            figures.Append((await House.Agent.GetFromJsonAsync<JsonElement>($"/api/v1/scores?metric={metric}&by=branch")).GetProperty("groups").EnumerateArray().Single(g => g.GetProperty("group").GetString() == _branch));
        foreach (var customer in (Guid[])[_first, _second]) figures.Append((await SurveyHouse.Items(House.Agent, $"/api/v1/survey-invitations?customerId={customer}")).Length);
        return figures.ToString();
    }

    private async Task<List<string>> Everywhere(params string[] words)
    {
        await using var database = House.Stack.Database("survey");
        return await Scan.Database(database, words);
    }

    /// <summary>The messages that were put aside, by this test and by others.</summary>
    private async Task<string> PutAside() => string.Concat((await House.Partner.Peek("survey-ask-after-ticket_error")).Select(Encoding.UTF8.GetString));
}
