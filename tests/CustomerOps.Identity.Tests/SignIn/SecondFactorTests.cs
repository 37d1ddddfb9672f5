using System.Net;
using System.Net.Http.Json;
using CustomerOps.Identity.Authenticator;
using Shouldly;
using Xunit;

namespace CustomerOps.Identity.Tests.SignIn;

public sealed class SecondFactorTests(SignInHouse house) : IClassFixture<SignInHouse>
{
    [Fact]
    public async Task A_second_factor_is_set_up_asked_for_and_removed()
    {
        var email = await house.Person();
        using var browser = await house.SignedIn(email);
        (await Activate(browser, "000000")).ShouldBe("409 authenticator.not-prepared");
        var (secret, uri) = await Prepare(browser);
        uri.ShouldStartWith("otpauth://totp/CustomerOps:");
        // Prepared is not active.
        using (await house.SignedIn(email)) { }
        (await Activate(browser, Wrong(secret))).ShouldBe("422 authenticator.wrong-code");
        (await Activate(browser, "12345")).ShouldBe("400 request.invalid");
        var used = Code(secret);
        var activated = await browser.Http.PutAsJsonAsync("/api/v1/authenticator", new { code = used });
        activated.StatusCode.ShouldBe(HttpStatusCode.OK, await activated.Content.ReadAsStringAsync());
        var recovery = (await activated.Json())["recoveryCodes"]!.AsArray().Select(c => c!.GetValue<string>()).ToList();
        recovery.Count.ShouldBe(10);
        recovery.ShouldBeUnique();
        (await browser.Me())["secondFactor"]!.GetValue<bool>().ShouldBeTrue();
        (await (await browser.Http.PostAsync("/api/v1/authenticator", null)).Problem()).ShouldBe("409 authenticator.active");

        using var other = new Browser(house.Stack);
        (await (await other.SignIn(email, SignInHouse.Password)).Problem()).ShouldBe("401 session.code-needed");
        (await (await other.SignIn(email, "not the password", Code(secret, 30))).Problem()).ShouldBe("401 session.invalid-credentials");
        (await (await other.SignIn(email, SignInHouse.Password, Wrong(secret))).Problem()).ShouldBe("401 session.invalid-credentials");
        // The code that activated it is used up; the next one is good once.
        (await (await other.SignIn(email, SignInHouse.Password, used)).Problem()).ShouldBe("401 session.invalid-credentials");
        var next = Code(secret, 30);
        (await other.SignIn(email, SignInHouse.Password, next)).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await (await other.SignIn(email, SignInHouse.Password, next)).Problem()).ShouldBe("401 session.invalid-credentials");

        (await other.SignIn(email, SignInHouse.Password, recovery[0].ToLowerInvariant())).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await (await other.SignIn(email, SignInHouse.Password, recovery[0])).Problem()).ShouldBe("401 session.invalid-credentials");

        (await (await browser.Http.DeleteAsync("/api/v1/authenticator?code=" + recovery[0])).Problem()).ShouldBe("401 session.invalid-credentials");
        (await (await browser.Http.DeleteAsync("/api/v1/authenticator")).Problem()).ShouldBe("400 request.malformed");
        (await browser.Http.DeleteAsync("/api/v1/authenticator?code=" + recovery[1])).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using (await house.SignedIn(email)) { }
    }

    [Fact]
    public async Task Codes_cannot_be_guessed_and_asking_for_one_does_not_forget_the_guesses()
    {
        var email = await house.Person();
        using var browser = await house.SignedIn(email);
        var (secret, _) = await Prepare(browser);
        (await browser.Http.PutAsJsonAsync("/api/v1/authenticator", new { code = Code(secret) })).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var guesser = new Browser(house.Stack);
        for (var i = 0; i < 5; i++)
        {
            (await (await guesser.SignIn(email, SignInHouse.Password)).Problem()).ShouldBe("401 session.code-needed");
            (await (await guesser.SignIn(email, SignInHouse.Password, Wrong(secret))).Problem()).ShouldBe("401 session.invalid-credentials");
        }

        (await (await guesser.SignIn(email, SignInHouse.Password, Code(secret, 30))).Problem()).ShouldBe("429 session.locked");
    }

    [Fact]
    public async Task The_secret_lies_in_no_idempotency_row()
    {
        using var browser = await house.SignedIn(await house.Person());
        browser.Http.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
        var (secret, _) = await Prepare(browser);
        (await (await browser.Http.PostAsync("/api/v1/authenticator", null)).Problem()).ShouldBe("409 idempotency.secret-not-kept");
        await using var database = house.Stack.Database("identity");
        await using var stored = database.CreateCommand("select count(*) from idempotency_keys where position($1 in convert_from(body, 'UTF8')) > 0");
        stored.Parameters.Add(new() { Value = TimeCodes.Text(secret) });
        (await stored.ExecuteScalarAsync()).ShouldBe(0L);
    }

    private static async Task<(byte[] Secret, string Uri)> Prepare(Browser browser)
    {
        var answer = await browser.Http.PostAsync("/api/v1/authenticator", null);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        var view = await answer.Json();
        return (FromBase32(view.Text("secret")), view.Text("uri"));
    }

    private static async Task<string> Activate(Browser browser, string code) => await (await browser.Http.PutAsJsonAsync("/api/v1/authenticator", new { code })).Problem();

    private static string Code(byte[] secret, int later = 0) => TimeCodes.CodeAt(secret, DateTimeOffset.UtcNow.AddSeconds(later));

    /// <summary>None of the codes that are good now.</summary>
    private static string Wrong(byte[] secret) => Enumerable.Range(100_000, 10).Select(n => $"{n}").First(c => Enumerable.Range(-2, 5).All(s => Code(secret, s * 30) != c));

    internal static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(b => b.Length == 8).Select(b => Convert.ToByte(new string(b), 2))];
    }
}
