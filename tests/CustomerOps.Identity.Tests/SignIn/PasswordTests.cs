using System.Net;
using System.Net.Http.Json;
using Shouldly;
using Xunit;

namespace CustomerOps.Identity.Tests.SignIn;

public sealed class PasswordTests(SignInHouse house) : IClassFixture<SignInHouse>
{
    [Fact]
    public async Task Who_is_added_gets_one_mail_whose_link_works_once()
    {
        var email = SignInHouse.NewEmail();
        await house.Add("nordlys", email);
        var mail = await house.Mails.Hear(email);
        mail.TenantId.ShouldBe(house.Stack.Organisation("nordlys"));
        (mail.Data.Secret, mail.Data.Language, mail.Data.From.Name).ShouldBe((true, "da", "Nordlys"));
        mail.Data.Text.ShouldContain("/sign-in/password/");

        var token = await house.Mails.Token(email);
        (await Set(token, "short")).ShouldBe("422 password.too-short");
        (await Set(token, "aaaaaaaaaaaa")).ShouldBe("422 password.too-easy");
        (await Set(token, "1234567890")).ShouldBe("422 password.too-easy");
        (await Set(token, email)).ShouldBe("422 password.too-easy");
        (await Set(token, SignInHouse.Password)).ShouldBe("204");
        (await Set(token, "another long sentence")).ShouldBe("404 link.not-found");
        using var browser = await house.SignedIn(email);
        (await browser.Status()).ShouldBe(HttpStatusCode.OK);
        house.Mails.To(email).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_uses_of_a_link_at_once_one_wins()
    {
        var email = SignInHouse.NewEmail();
        await house.Add("nordlys", email);
        var token = await house.Mails.Token(email);
        var answers = await Task.WhenAll(Set(token, "the first of sentences"), Set(token, "the second of sentences"));
        answers.Count(a => a == "204").ShouldBe(1, string.Join(", ", answers));
    }

    [Fact]
    public async Task A_reset_replaces_the_password_ends_every_session_and_unlocks()
    {
        var email = await house.Person();
        using var before = await house.SignedIn(email);
        using var nobody = house.Stack.Anonymous();
        foreach (var _ in (int[])[1, 2]) (await nobody.PostAsJsonAsync("/api/v1/password-resets", new { email })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        for (var i = 0; i < 5; i++) await before.SignIn(email, "wrong");

        await house.ChoosePassword(email, "quite another sentence", mail: 2);
        (await before.Status()).ShouldBe(HttpStatusCode.Unauthorized);
        (await (await before.SignIn(email, SignInHouse.Password)).Problem()).ShouldBe("401 session.invalid-credentials");
        using var after = await house.SignedIn(email, "quite another sentence");
        // The second request within two minutes sent nothing.
        house.Mails.To(email).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Asking_for_an_unknown_address_is_accepted_and_sends_nothing()
    {
        using var nobody = house.Stack.Anonymous();
        var (known, unknown) = (await house.Person(), SignInHouse.NewEmail());
        var one = await nobody.PostAsJsonAsync("/api/v1/password-resets", new { email = unknown });
        var other = await nobody.PostAsJsonAsync("/api/v1/password-resets", new { email = known });
        (one.StatusCode, await one.Content.ReadAsStringAsync()).ShouldBe((other.StatusCode, await other.Content.ReadAsStringAsync()));
        await house.Mails.Hear(known, 2);
        house.Mails.To(unknown).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_expired_link_is_as_unknown_as_a_made_up_one()
    {
        var email = SignInHouse.NewEmail();
        await house.Add("nordlys", email);
        var token = await house.Mails.Token(email);
        await house.Change("update one_time_links set expires_at = now() - interval '1 second' where email = $1", email);
        (await Set(token, SignInHouse.Password)).ShouldBe("404 link.not-found");
        (await Set(new string('A', 43), SignInHouse.Password)).ShouldBe("404 link.not-found");
        (await Set("short", SignInHouse.Password)).ShouldBe("400 request.invalid");
    }

    [Fact]
    public async Task Changing_the_password_ends_the_other_sessions_only()
    {
        var email = await house.Person();
        using var here = await house.SignedIn(email);
        using var there = await house.SignedIn(email);
        (await Change(here, "not the password", "quite another sentence")).ShouldBe("401 session.invalid-credentials");
        (await Change(here, SignInHouse.Password, "short")).ShouldBe("422 password.too-short");
        (await Change(here, SignInHouse.Password, "quite another sentence")).ShouldBe("204");
        (await there.Status()).ShouldBe(HttpStatusCode.Unauthorized);
        (await here.Status()).ShouldBe(HttpStatusCode.OK);
        using var again = await house.SignedIn(email, "quite another sentence");
    }

    [Fact]
    public async Task The_demo_gives_passwords_by_the_operators_key_only()
    {
        var email = SignInHouse.NewEmail();
        await house.Add("nordlys", email);
        using var stranger = new HttpClient { BaseAddress = house.Stack.Direct("identity") };
        (await stranger.PostAsJsonAsync("/internal/passwords", new { email, password = SignInHouse.Password })).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await house.Stack.Command("identity", "passwords", new { email, password = SignInHouse.Password })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using (await house.SignedIn(email)) { }
    }

    [Fact]
    public async Task No_secret_lies_in_the_database()
    {
        var email = SignInHouse.NewEmail();
        await house.Add("nordlys", email);
        var token = await house.Mails.Token(email);
        await house.ChoosePassword(email);
        using var browser = await house.SignedIn(email);
        await using var database = house.Stack.Database("identity");
        await using var all = database.CreateCommand("select (select string_agg(a::text, ' ') from accounts a) || (select string_agg(s::text, ' ') from sessions s) || (select string_agg(l::text, ' ') from one_time_links l)");
        var text = (string)(await all.ExecuteScalarAsync())!;
        text.ShouldContain(email);
        foreach (var secret in (string[])[SignInHouse.Password, token, browser.Cookie!]) text.ShouldNotContain(secret);
    }

    private async Task<string> Set(string token, string password)
    {
        using var nobody = house.Stack.Anonymous();
        return await Told(await nobody.PutAsJsonAsync("/api/v1/password", new { token, password }));
    }

    private static async Task<string> Change(Browser browser, string currentPassword, string password) =>
        await Told(await browser.Http.PutAsJsonAsync("/api/v1/session/password", new { currentPassword, password }));

    private static async Task<string> Told(HttpResponseMessage answer) => answer.StatusCode == HttpStatusCode.NoContent ? "204" : await answer.Problem();
}
