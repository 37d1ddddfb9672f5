using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

[Collection(DoorCollection.Name)]
public sealed class CustomerTests(TicketingStack door)
{
    [Fact]
    public async Task Orders_and_tickets_of_an_address_meet_in_one_record()
    {
        var email = Calls.NewAddress();
        await door.Partner.Post("/orders", Calls.Order($"C-{Guid.NewGuid():n}", "pending", email.ToUpperInvariant()));
        await door.Agent.CreateTicket(email);
        var customer = (await door.Agent.Get($"/customers?email={email.ToUpperInvariant()}")).Items.Single();
        ((string)customer["name"]!, (string)customer["language"]!, (string)customer["branch"]!).ShouldBe(("Olga Order", "fi", "harbour"));
        (await door.Agent.Get($"/customers/{customer["id"]}")).Text("email").ShouldBe(email);
    }

    [Fact]
    public async Task A_part_of_a_name_or_address_finds_it_and_signs_are_only_signs()
    {
        var email = Calls.NewAddress();
        await door.Agent.CreateTicket(email);
        (await door.Agent.Get($"/customers?q={email[5..15].ToUpperInvariant()}")).Items.Count.ShouldBe(1);
        (await door.Agent.Get("/customers?q=%25_%5C")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_of_a_search_show_each_once()
    {
        var mark = $"m{Guid.NewGuid():n}";
        for (var i = 0; i < 3; i++) await door.Agent.CreateTicket($"{i}{mark}@example.com");
        var first = await door.Agent.Get($"/customers?q={mark}&limit=2");
        var second = await door.Agent.Get($"/customers?q={mark}&limit=2&after={(string)first.Body["next"]!}");
        first.Items.Concat(second.Items).Select(c => ((string)c["email"]!)[..1]).ShouldBe(["2", "1", "0"]);
        second.Body["next"].ShouldBeNull();
    }

    [Fact]
    public async Task A_person_is_found_by_any_of_their_records_and_shown_once_wherever_they_stand()
    {
        var mark = $"m{Guid.NewGuid():n}"[..14];
        var (old, now) = (await door.Agent.CreateTicket($"old@{mark}.example"), await door.Agent.CreateTicket());
        (await door.Manager.PutFresh($"/customers/{old.Body["requester"]!["id"]}", "/merge", new { intoCustomerId = (Guid)now.Body["requester"]!["id"]!, reason = "The same" })).Status.ShouldBe(HttpStatusCode.OK);
        (await door.Agent.Get($"/customers?q={mark.ToUpperInvariant()}")).Items.Select(c => (Guid)c["id"]!).ShouldBe([(Guid)now.Body["requester"]!["id"]!]);
        (await door.Stranger.Get($"/customers?q={mark}")).Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("nobodyhasthis", 0, 6_000)]
    [InlineData("_%", 0, 6_000)]
    [InlineData("number 17 ", 1, 7_000)]
    [InlineData("number", 51, 6_000)]
    public async Task What_many_few_or_nobody_has_is_looked_for_without_reading_everybody(string part, int expected, int most)
    {
        const int Everybody = 20_000;
        await using var database = door.Stack.Database("ticketing");
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var pattern = $"%{part.Replace("_", @"\_").Replace("%", @"\%")}%";
        async Task<long> Ask(string sql)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            return Convert.ToInt64(await command.ExecuteScalarAsync() ?? 0);
        }

        await Ask($"select set_config('app.tenant_id', '{Guid.NewGuid()}', true) is null");
        await Ask($"""
            insert into customers (tenant_id, id, version, name, survey_consent, created_at, payment_methods)
            select current_tenant(), gen_random_uuid(), 1, 'Number ' || n || ' of many', true, now(), '[]' from generate_series(1, {Everybody}) n
            """);
        await Ask("analyze customers");
        var before = await Read();
        (await Ask($"select count(*) from customers_holding('{pattern}', null, 51)")).ShouldBeGreaterThanOrEqualTo(expected);
        (await Read() - before).ShouldBeLessThan(most);

        Task<long> Read() => Ask("select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relname = 'customers'");
    }

    [Fact]
    public async Task Consent_is_the_customers_word_and_told_once()
    {
        var customerId = (Guid)(await door.Agent.CreateTicket()).Body["requester"]!["id"]!;
        var customer = $"/customers/{customerId}";
        (await door.Agent.Call(HttpMethod.Put, $"{customer}/consent", new { surveyConsent = false })).Status.ShouldBe(HttpStatusCode.PreconditionRequired);
        ((bool)(await door.Agent.PutFresh(customer, "/consent", new { surveyConsent = false })).Body["surveyConsent"]!).ShouldBeFalse();
        (await door.Agent.PutFresh(customer, "/consent", new { surveyConsent = false })).Status.ShouldBe(HttpStatusCode.OK);
        ((bool)(await door.Hear("ticketing.customer-consent-changed.v1", customerId))["surveyConsent"]!).ShouldBeFalse();
        door.Heard("ticketing.customer-consent-changed.v1", customerId).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_timeline_tells_everything_newest_first_in_pages()
    {
        var email = Calls.NewAddress();
        await door.Partner.Post("/orders", Calls.Order($"L-{Guid.NewGuid():n}", "completed", email));
        var created = await door.Agent.CreateTicket(email);
        await door.Agent.Post($"/tickets/{created.Id}/messages", new { visibility = "public", body = "hello" });
        await door.Agent.Post($"/tickets/{created.Id}/messages", new { visibility = "internal", body = "secret of the house" });
        await door.Agent.PutFresh($"/tickets/{created.Id}", "/solution", new { summary = "Sent again" });

        var timeline = $"/customers/{created.Body["requester"]!["id"]}/timeline";
        var kinds = new List<string>();
        for (string? after = null, more = ""; more is not null; after = more)
        {
            var page = await door.Agent.Get($"{timeline}?limit=2" + (after is null ? "" : $"&after={after}"));
            kinds.AddRange(page.Items.Select(e => (string)e["kind"]!));
            page.Body.ToJsonString().ShouldNotContain("secret of the house");
            more = (string?)page.Body["next"];
        }

        kinds.ShouldBe(["ticket-solved", "message-added", "ticket-created", "order-completed", "order-placed"]);
    }

    [Theory]
    [InlineData("after=x", 422)]
    [InlineData("limit=1000", 422)]
    [InlineData("kind=ticket", 400)]
    public async Task A_timeline_asked_wrongly_is_refused(string query, int status)
    {
        var customer = (await door.Agent.CreateTicket()).Body["requester"]!["id"];
        ((int)(await door.Agent.Get($"/customers/{customer}/timeline?{query}")).Status).ShouldBe(status);
    }

    [Fact]
    public async Task Nobody_has_no_timeline() => (await door.Agent.Get($"/customers/{Guid.NewGuid()}/timeline")).Text("code").ShouldBe("customer.not-found");
}
