using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using CustomerOps.Identity.Tests.SignIn;
using CustomerOps.Testing.DataProtection;
using CustomerOps.Testing.Stack;
using Npgsql;
using Shouldly;
using Xunit;

namespace CustomerOps.Identity.Tests.PersonalData;

/// <summary>A customer who came in by mailed links is forgotten at the door; staff are not, whatever they are called.</summary>
public sealed class ErasureTests(SignInHouse house) : IClassFixture<SignInHouse>
{
    [Fact]
    public async Task A_customers_session_ends_and_their_links_open_nothing()
    {
        await using var manager = await Manager.Connect(house.Stack);
        var (email, neighbour, nordlys) = (SignInHouse.NewEmail(), SignInHouse.NewEmail(), house.Stack.Organisation("nordlys"));
        using var browser = await SignedIn(email);
        using var other = await SignedIn(neighbour);
        await Ask(email);
        var unused = await house.Mails.Token(email, 2);

        var exported = await manager.Export("identity", nordlys, Guid.CreateVersion7(), email);
        exported.Select(r => r.Table).Distinct().Order().ShouldBe(["access_log", "one_time_links", "sessions"]);
        exported.Single(r => r.Table == "access_log").Row.GetProperty("what").GetString().ShouldBe("customer-sign-in");
        JsonSerializer.Serialize(exported.ConvertAll(r => r.Row)).ShouldNotContain(neighbour);

        var part = await manager.Erase(nordlys, Manager.Order(Guid.CreateVersion7(), email, Regex.Escape(email)), "identity");
        part.Rows.ShouldBe(new Dictionary<string, long> { ["one_time_links"] = 2, ["sessions"] = 1 }, ignoreOrder: true);
        (await Everywhere(email)).ShouldBeEmpty();
        for (var tries = 0; tries < 200 && await browser.Status() != HttpStatusCode.Unauthorized; tries++) await Task.Delay(100);
        (await browser.Status()).ShouldBe(HttpStatusCode.Unauthorized);
        (await (await browser.Http.PutAsJsonAsync("/api/v1/customer-session", new { token = unused })).Problem()).ShouldBe("404 link.not-found");
        (await other.Status()).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Staff_keep_their_name_and_account_when_a_customer_is_called_alike()
    {
        await using var manager = await Manager.Connect(house.Stack);
        var email = await house.Person();
        using var browser = await house.SignedIn(email);
        var order = Manager.Order(Guid.CreateVersion7(), email, $"{Regex.Escape(email)}|Name in nordlys|nordlys");
        (await manager.Erase(house.Stack.Organisation("nordlys"), order, "identity")).Rows.ShouldBeEmpty();
        (await browser.Me()).Text("email").ShouldBe(email);
        (await house.SignedIn(email)).Dispose();
    }

    /// <summary>On a system of its own: Identity sweeps when it starts.</summary>
    [Fact]
    public async Task The_access_log_is_kept_for_its_time_and_no_longer()
    {
        await using var stack = await ServiceStack.Start();
        await using var database = stack.Database("identity");
        await Run("insert into access_log (id, tenant_id, at, what, address) select gen_random_uuid(), id, now() - make_interval(days => d), 'test-' || d, '' from organisations, unnest(array[401, 399]) d where slug = 'nordlys'");
        await stack.Restart("identity");
        for (var tries = 0; tries < 300 && (await Kept()).Length > 1; tries++) await Task.Delay(100);
        (await Kept()).ShouldBe(["test-399"]);
        await Should.ThrowAsync<PostgresException>(() => Run("select forget_access(now())"));

        async Task Run(string sql)
        {
            await using var command = database.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }

        async Task<string[]> Kept()
        {
            await using var command = database.CreateCommand("select coalesce(array_agg(what), '{}') from access_log where what like 'test-%'");
            return (string[])(await command.ExecuteScalarAsync())!;
        }
    }

    private async Task<Browser> SignedIn(string email)
    {
        await Ask(email);
        var browser = new Browser(house.Stack);
        (await browser.Http.PutAsJsonAsync("/api/v1/customer-session", new { token = await house.Mails.Token(email) })).StatusCode.ShouldBe(HttpStatusCode.OK);
        return browser;
    }

    private async Task Ask(string email)
    {
        using var nobody = house.Stack.Anonymous();
        (await nobody.PostAsJsonAsync("/api/v1/customer-sessions", new { organisation = "nordlys", email })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    private async Task<List<string>> Everywhere(params string[] words)
    {
        await using var database = house.Stack.Database("identity");
        return await Scan.Database(database, words);
    }
}
