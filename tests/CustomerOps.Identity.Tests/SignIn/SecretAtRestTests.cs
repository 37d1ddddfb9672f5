using System.Net;
using System.Net.Http.Json;
using CustomerOps.Identity.Authenticator;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace CustomerOps.Identity.Tests.SignIn;

/// <summary>Who reads the database, or a backup of it, has nobody's second factor.</summary>
public sealed class SecretAtRestTests(SignInHouse house) : IClassFixture<SignInHouse>
{
    [Fact]
    public async Task The_stored_secret_is_sealed_and_every_replica_opens_it()
    {
        var email = await house.Person();
        using var browser = await house.SignedIn(email);
        var secret = await Activated(browser);
        var stored = await Stored(email);
        Holds(stored, secret).ShouldBeFalse();
        Holds(stored, System.Text.Encoding.ASCII.GetBytes(TimeCodes.Text(secret))).ShouldBeFalse();

        var (name, address) = await house.Stack.StartReplica("identity");
        try
        {
            (await SignIn(address, email, TimeCodes.CodeAt(secret, DateTimeOffset.UtcNow.AddSeconds(30)))).ShouldBe(HttpStatusCode.Created, house.Stack.Log(name));
            (await SignIn(address, email, "000000")).ShouldBe(HttpStatusCode.Unauthorized);
        }
        finally { await house.Stack.Kill(name); }
    }

    [Fact]
    public async Task A_secret_stored_open_by_an_older_version_works_and_is_sealed_at_the_next_start()
    {
        var email = await house.Person();
        using var browser = await house.SignedIn(email);
        var secret = await Activated(browser);
        (await house.Change("update accounts set authenticator_secret = $1, last_time_step = 0 where email = $2", secret, email)).ShouldBe(1);
        var used = TimeCodes.CodeAt(secret, DateTimeOffset.UtcNow);
        (await SignIn(house.Stack.Gateway, email, used)).ShouldBe(HttpStatusCode.Created);

        var (name, address) = await house.Stack.StartReplica("identity");
        try
        {
            for (var tries = 0; tries < 100 && Holds(await Stored(email), secret); tries++) await Task.Delay(200, TestContext.Current.CancellationToken);
            Holds(await Stored(email), secret).ShouldBeFalse(house.Stack.Log(name));
            (await SignIn(address, email, TimeCodes.CodeAt(secret, DateTimeOffset.UtcNow.AddSeconds(30)))).ShouldBe(HttpStatusCode.Created);
        }
        finally { await house.Stack.Kill(name); }
    }

    [Fact]
    public async Task A_sealed_secret_in_another_accounts_row_opens_nothing()
    {
        var (mine, theirs) = (await house.Person(), await house.Person());
        using var browser = await house.SignedIn(mine);
        var secret = await Activated(browser);
        (await house.Change("update accounts set authenticator_secret = $1, authenticator_active = true where email = $2", await Stored(mine), theirs)).ShouldBe(1);
        (await SignIn(house.Stack.Gateway, theirs, TimeCodes.CodeAt(secret, DateTimeOffset.UtcNow.AddSeconds(30)))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public void A_new_service_key_still_opens_what_the_one_before_sealed()
    {
        var (account, secret) = (Guid.CreateVersion7(), TimeCodes.NewSecret());
        var before = Seal(("Keys:Service", "the service key of last year"));
        var after = Seal(("Keys:Service", "the service key of this year"), ("Keys:ServicePrevious", "the service key of last year"));
        var stranger = Seal(("Keys:Service", "the service key of somebody else"));
        var stored = before.Close(account, secret);
        after.Open(account, stored).ShouldBe(secret);
        stored.AsSpan().StartsWith(after.Mark).ShouldBeFalse("it is sealed anew");
        stranger.Open(account, stored).ShouldBeNull();
        for (var at = 0; at < stored.Length; at++)
        {
            byte[] changed = [.. stored];
            changed[at] ^= 1;
            before.Open(account, changed).ShouldBeNull($"byte {at}");
            before.Open(account, stored[..at]).ShouldBe(at == secret.Length ? stored[..at] : null, $"cut to {at}");
        }
    }

    private static AuthenticatorSeal Seal(params (string Name, string Value)[] settings) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value))).Build());

    private static async Task<byte[]> Activated(Browser browser)
    {
        var view = await (await browser.Http.PostAsync("/api/v1/authenticator", null)).Json();
        var secret = SecondFactorTests.FromBase32(view.Text("secret"));
        (await browser.Http.PutAsJsonAsync("/api/v1/authenticator", new { code = TimeCodes.CodeAt(secret, DateTimeOffset.UtcNow) })).StatusCode.ShouldBe(HttpStatusCode.OK);
        return secret;
    }

    private static async Task<HttpStatusCode> SignIn(Uri at, string email, string code)
    {
        using var http = new HttpClient { BaseAddress = at };
        using var answer = await http.PostAsJsonAsync("/api/v1/session", new { email, password = SignInHouse.Password, code });
        return answer.StatusCode;
    }

    private static bool Holds(byte[] stored, byte[] secret) => stored.AsSpan().IndexOf(secret) >= 0;

    private async Task<byte[]> Stored(string email)
    {
        await using var database = house.Stack.Database("identity");
        await using var command = database.CreateCommand("select authenticator_secret from accounts where email = $1");
        command.Parameters.Add(new() { Value = email });
        return (byte[])(await command.ExecuteScalarAsync())!;
    }
}
