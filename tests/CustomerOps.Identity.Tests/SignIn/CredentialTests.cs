using System.Diagnostics;
using System.Net;
using System.Text;
using Shouldly;
using Xunit;

namespace CustomerOps.Identity.Tests.SignIn;

public sealed class CredentialTests(SignInHouse house) : IClassFixture<SignInHouse>
{
    [Fact]
    public async Task An_unknown_address_and_a_wrong_password_are_answered_alike()
    {
        var email = await house.Person();
        using var browser = new Browser(house.Stack);
        // In turn, and the quickest of each: a busy machine makes single answers slow.
        var (known, knownTook) = await Timed(() => browser.SignIn(email, "not the password"));
        var (unknown, unknownTook) = await Timed(() => browser.SignIn(SignInHouse.NewEmail(), "not the password"));
        for (var more = 0; more < 3; more++)
        {
            if ((await Timed(() => browser.SignIn(email, "not the password"))).Took is var took && took < knownTook) knownTook = took;
            if ((await Timed(() => browser.SignIn(SignInHouse.NewEmail(), "not the password"))).Took is var other && other < unknownTook) unknownTook = other;
        }

        WithoutTrace(await known.Content.ReadAsStringAsync()).ShouldBe(WithoutTrace(await unknown.Content.ReadAsStringAsync()));
        (await known.Problem()).ShouldBe("401 session.invalid-credentials");
        known.Headers.Contains("Set-Cookie").ShouldBeFalse();
        // Both cost a hash; without one an answer takes some milliseconds.
        unknownTook.ShouldBeGreaterThan(knownTook / 4);
        knownTook.ShouldBeGreaterThan(unknownTook / 4);
    }

    [Fact]
    public async Task Five_wrong_tries_lock_the_account_also_for_the_right_password()
    {
        var email = SignInHouse.NewEmail();
        var id = await house.Add("nordlys", email);
        await house.ChoosePassword(email);
        using var browser = new Browser(house.Stack);
        for (var i = 0; i < 5; i++) (await (await browser.SignIn(email, $"wrong {i}")).Problem()).ShouldBe("401 session.invalid-credentials");
        var locked = await browser.SignIn(email, SignInHouse.Password);
        (await locked.Problem()).ShouldBe("429 session.locked");
        locked.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
        (await house.Log(id)).ShouldBe(["password-set", "sign-in-failed", "sign-in-failed", "sign-in-failed", "sign-in-failed", "locked-out"]);

        await house.Change("update sign_in_tries set locked_until = now() - interval '1 second' where email_hash = $1", System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(email)));
        (await browser.SignIn(email, SignInHouse.Password)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task An_address_without_account_is_locked_alike()
    {
        var email = SignInHouse.NewEmail();
        using var browser = new Browser(house.Stack);
        for (var i = 0; i < 5; i++) (await (await browser.SignIn(email, $"wrong {i}")).Problem()).ShouldBe("401 session.invalid-credentials");
        (await (await browser.SignIn(email, "wrong again")).Problem()).ShouldBe("429 session.locked");
    }

    [Fact]
    public async Task Guesses_sent_at_once_are_counted_one_by_one()
    {
        var email = await house.Person();
        using var browser = new Browser(house.Stack);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => browser.SignIn(email, $"guess {i}")));
        answers.Count(a => a.StatusCode == HttpStatusCode.Unauthorized).ShouldBe(5);
        answers.Count(a => a.StatusCode == HttpStatusCode.TooManyRequests).ShouldBe(15);
    }

    [Fact]
    public async Task Right_tries_are_not_counted()
    {
        var email = await house.Person();
        using var browser = new Browser(house.Stack);
        for (var i = 0; i < 4; i++) await browser.SignIn(email, "wrong");
        (await browser.SignIn(email, SignInHouse.Password)).StatusCode.ShouldBe(HttpStatusCode.Created);
        for (var i = 0; i < 4; i++) await browser.SignIn(email, "wrong");
        (await browser.SignIn(email, SignInHouse.Password)).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("""{"email":"a@example.com"}""", "400 request.malformed")]
    [InlineData("""{"email":"no address","password":"x"}""", "400 request.invalid")]
    [InlineData("""{"email":"a@example.com","password":""}""", "400 request.invalid")]
    [InlineData("""{"email":"a@example.com","password":"x","code":"1"}""", "400 request.invalid")]
    [InlineData("""{"email":"a@example.com","password":"x","tenantId":"0190"}""", "400 request.malformed")]
    [InlineData("""{"email":null,"password":"x"}""", "400 request.malformed")]
    [InlineData("""{"email":""", "400 request.malformed")]
    public async Task Wrong_input_is_a_problem_with_a_code(string body, string problem)
    {
        using var nobody = house.Stack.Anonymous();
        (await (await nobody.PostAsync("/api/v1/session", new StringContent(body, Encoding.UTF8, "application/json"))).Problem()).ShouldBe(problem);
    }

    [Fact]
    public async Task A_form_of_another_page_is_not_taken()
    {
        using var nobody = house.Stack.Anonymous();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["email"] = "a@example.com", ["password"] = "x" });
        var answer = await nobody.PostAsync("/api/v1/session", form);
        (await answer.Problem()).ShouldBe("401 access.unauthenticated");
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    private static async Task<(HttpResponseMessage Answer, TimeSpan Took)> Timed(Func<Task<HttpResponseMessage>> ask)
    {
        var started = Stopwatch.GetTimestamp();
        return (await ask(), Stopwatch.GetElapsedTime(started));
    }

    private static string WithoutTrace(string problem) => problem[..problem.IndexOf("traceId", StringComparison.Ordinal)];
}
