using System.Net;
using System.Net.Http.Json;
using Shouldly;
using Xunit;

namespace CustomerOps.Identity.Tests.SignIn;

public sealed class SessionTests(SignInHouse house) : IClassFixture<SignInHouse>
{
    [Fact]
    public async Task A_person_signs_in_acts_and_signs_out()
    {
        var email = await house.Person("nordlys", "agent", "senior");
        using var browser = new Browser(house.Stack);
        var answer = await browser.SignIn(email.ToUpperInvariant(), SignInHouse.Password);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=lax", Case.Insensitive);
        cookie.ShouldNotContain("secure", Case.Insensitive);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        answer.Headers.ShouldNotContain(h => h.Key.StartsWith("X-CustomerOps", StringComparison.Ordinal));

        var me = await browser.Me();
        (me.Text("kind"), me.Text("email"), me["organisation"]!.Text("slug")).ShouldBe(("person", email, "nordlys"));
        me["roles"]!.AsArray().Select(r => r!.GetValue<string>()).ShouldBe(["agent", "senior"]);
        (await browser.Status("/api/v1/organisation/people")).ShouldBe(HttpStatusCode.OK);
        (await browser.Status("/api/v1/organisation/api-keys")).ShouldBe(HttpStatusCode.Forbidden);

        var secret = browser.Cookie!;
        (await browser.Http.DeleteAsync("/api/v1/session")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        browser.Cookie.ShouldBeNull();
        browser.Cookie = secret;
        // At once by this gateway, although it had just remembered the session.
        (await browser.Status()).ShouldBe(HttpStatusCode.Unauthorized);
        (await house.Log(Guid.Parse(me.Text("subjectId")))).ShouldBe(["password-set", "sign-in", "sign-out"]);
    }

    [Fact]
    public async Task Outside_loopback_the_cookie_is_secure()
    {
        var email = await house.Person();
        using var nobody = house.Stack.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/session") { Content = JsonContent.Create(new { email, password = SignInHouse.Password }) };
        request.Headers.Host = "desk.example";
        (await nobody.SendAsync(request)).Headers.GetValues("Set-Cookie").Single().ShouldContain("; secure", Case.Insensitive);
    }

    [Fact]
    public async Task A_write_by_cookie_needs_the_header_and_one_by_key_does_not()
    {
        var email = await house.Person("nordlys", "manager");
        using var browser = new Browser(house.Stack, csrf: false);
        (await browser.SignIn(email, SignInHouse.Password)).StatusCode.ShouldBe(HttpStatusCode.Created);
        var refused = await browser.Http.DeleteAsync("/api/v1/session");
        (await refused.Problem()).ShouldBe("403 access.csrf");
        (await browser.Status()).ShouldBe(HttpStatusCode.OK);
        using var wrong = new HttpRequestMessage(HttpMethod.Post, "/api/v1/organisation/people") { Headers = { { "X-CustomerOps-Csrf", "0" } }, Content = JsonContent.Create(new { }) };
        (await (await browser.Http.SendAsync(wrong)).Problem()).ShouldBe("403 access.csrf");

        using var key = house.Stack.Client("nordlys", "admin");
        (await key.PostAsJsonAsync("/api/v1/organisation/api-keys", new { name = "no header", roles = (string[])["agent"] })).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_request_with_key_and_cookie_uses_the_key()
    {
        using var browser = await house.SignedIn(await house.Person("nordlys"));
        using var both = new HttpRequestMessage(HttpMethod.Get, "/api/v1/session");
        using var key = house.Stack.Client("aurora", "analyst");
        both.Headers.Authorization = key.DefaultRequestHeaders.Authorization;
        var me = await (await browser.Http.SendAsync(both)).Json();
        (me.Text("kind"), me["organisation"]!.Text("slug")).ShouldBe(("key", "aurora"));
        using var wrongKey = new HttpRequestMessage(HttpMethod.Get, "/api/v1/session") { Headers = { Authorization = new("Bearer", "cok_" + new string('x', 43)) } };
        (await browser.Http.SendAsync(wrongKey)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Sessions_are_listed_by_device_and_a_revoked_one_is_refused_within_five_seconds()
    {
        var email = await house.Person();
        using var here = await house.SignedIn(email);
        using var lost = await house.SignedIn(email);
        (await lost.Status()).ShouldBe(HttpStatusCode.OK);
        var sessions = (await (await here.Http.GetAsync("/api/v1/sessions")).Json())["items"]!.AsArray();
        sessions.Count.ShouldBe(2);
        sessions.Count(s => s!["current"]!.GetValue<bool>()).ShouldBe(1);
        sessions.ShouldAllBe(s => s!.Text("userAgent") == "Test/1.0" && s!.Text("address") == "127.0.0.1");
        var other = sessions.Single(s => !s!["current"]!.GetValue<bool>())!.Text("id");

        using var stranger = await house.SignedIn(await house.Person());
        (await stranger.Http.DeleteAsync($"/api/v1/sessions/{other}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await lost.Status()).ShouldBe(HttpStatusCode.OK);
        (await here.Http.DeleteAsync($"/api/v1/sessions/{other}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await here.Http.DeleteAsync($"/api/v1/sessions/{other}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Task.Delay(TimeSpan.FromSeconds(5.2));
        (await lost.Status()).ShouldBe(HttpStatusCode.Unauthorized);
        (await here.Status()).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("last_seen_at = now() - interval '481 minutes'")]
    [InlineData("ends_at = now() - interval '1 second'")]
    public async Task A_session_unused_too_long_or_too_old_has_ended(string age)
    {
        using var browser = await house.SignedIn(await house.Person());
        // Not used before it ages: no gateway remembers it.
        (await house.Change($"update sessions set {age} where secret_hash = $1", System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(browser.Cookie!)))).ShouldBe(1);
        (await browser.Status()).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Use_makes_a_session_last_longer()
    {
        using var browser = await house.SignedIn(await house.Person());
        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(browser.Cookie!));
        await house.Change("update sessions set last_seen_at = now() - interval '470 minutes' where secret_hash = $1", hash);
        (await browser.Status()).ShouldBe(HttpStatusCode.OK);
        (await house.Change("update sessions set address = address where secret_hash = $1 and last_seen_at > now() - interval '1 minute'", hash)).ShouldBe(1);
    }

    [Fact]
    public async Task A_person_whose_access_was_ended_is_out_within_five_seconds()
    {
        var email = SignInHouse.NewEmail();
        var id = await house.Add("nordlys", email);
        await house.ChoosePassword(email);
        using var browser = await house.SignedIn(email);
        (await browser.Status()).ShouldBe(HttpStatusCode.OK);
        using var manager = house.Stack.Client("nordlys", "manager");
        using var end = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/organisation/people/{id}") { Content = JsonContent.Create(new { name = "Gone", email, language = "da", roles = (string[])["agent"], active = false }) };
        end.Headers.TryAddWithoutValidation("If-Match", "*");
        (await manager.SendAsync(end)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Task.Delay(TimeSpan.FromSeconds(5.2));
        (await browser.Status()).ShouldBe(HttpStatusCode.Unauthorized);
        (await (await browser.SignIn(email, SignInHouse.Password)).Problem()).ShouldBe("401 session.invalid-credentials");
    }

    [Theory]
    [InlineData("short")]
    [InlineData("0123456789012345678901234567890123456789012")]
    [InlineData("'; drop table sessions; --                 ")]
    public async Task A_cookie_we_did_not_write_is_nobody(string value)
    {
        using var nobody = house.Stack.Anonymous();
        nobody.DefaultRequestHeaders.TryAddWithoutValidation("Cookie", $"{Browser.CookieName}={value}");
        (await (await nobody.GetAsync("/api/v1/session")).Problem()).ShouldBe("401 access.unauthenticated");
    }

    [Fact]
    public async Task A_key_has_no_sessions()
    {
        using var key = house.Stack.Client("nordlys", "agent");
        (await (await key.GetAsync("/api/v1/sessions")).Problem()).ShouldBe("409 session.none");
        (await (await key.DeleteAsync("/api/v1/session")).Problem()).ShouldBe("409 session.none");
        (await (await key.PutAsJsonAsync("/api/v1/session/organisation", new { organisationId = Guid.NewGuid() })).Problem()).ShouldBe("409 session.none");
    }
}
