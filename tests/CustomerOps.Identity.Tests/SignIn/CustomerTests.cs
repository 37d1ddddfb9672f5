using System.Net;
using System.Net.Http.Json;
using Shouldly;
using Xunit;

namespace CustomerOps.Identity.Tests.SignIn;

public sealed class CustomerTests(SignInHouse house) : IClassFixture<SignInHouse>
{
    [Fact]
    public async Task A_customer_comes_in_by_a_mailed_link_once_and_into_that_organisation_only()
    {
        var email = SignInHouse.NewEmail();
        await Ask("nordlys", email);
        await Ask("nordlys", email);
        var mail = await house.Mails.Hear(email);
        (mail.TenantId, mail.Data.Secret, mail.Data.From.Name).ShouldBe((house.Stack.Organisation("nordlys"), true, "Nordlys"));
        mail.Data.Text.ShouldContain("/sign-in/customer/");
        var token = await house.Mails.Token(email);

        using var browser = new Browser(house.Stack);
        var opened = await browser.Http.PutAsJsonAsync("/api/v1/customer-session", new { token });
        opened.StatusCode.ShouldBe(HttpStatusCode.OK, await opened.Content.ReadAsStringAsync());
        var me = await browser.Me();
        me.ToJsonString().ShouldBe((await opened.Json()).ToJsonString());
        (me.Text("kind"), me.Text("email"), me["organisation"]!.Text("slug"), me["roles"]!.ToJsonString()).ShouldBe(("customer", email, "nordlys", """["customer"]"""));
        foreach (var staffOnly in (string[])["/api/v1/organisation", "/api/v1/organisation/people", "/api/v1/organisation/access-log"]) (await browser.Status(staffOnly)).ShouldBe(HttpStatusCode.Forbidden);
        (await (await browser.Http.PutAsJsonAsync("/api/v1/session/organisation", new { organisationId = house.Stack.Organisation("aurora") })).Problem()).ShouldBe("409 session.none");

        (await (await browser.Http.PutAsJsonAsync("/api/v1/customer-session", new { token })).Problem()).ShouldBe("404 link.not-found");
        house.Mails.To(email).Count.ShouldBe(1);
        (await browser.Http.DeleteAsync("/api/v1/session")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await browser.Status()).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_customers_link_sets_no_password_and_a_password_link_lets_no_customer_in()
    {
        var (customer, person) = (SignInHouse.NewEmail(), SignInHouse.NewEmail());
        await Ask("nordlys", customer);
        await house.Add("nordlys", person);
        using var nobody = house.Stack.Anonymous();
        (await (await nobody.PutAsJsonAsync("/api/v1/password", new { token = await house.Mails.Token(customer), password = SignInHouse.Password })).Problem()).ShouldBe("404 link.not-found");
        (await (await nobody.PutAsJsonAsync("/api/v1/customer-session", new { token = await house.Mails.Token(person) })).Problem()).ShouldBe("404 link.not-found");
    }

    [Fact]
    public async Task The_same_address_is_another_customer_in_another_organisation()
    {
        var email = SignInHouse.NewEmail();
        var subjects = new List<string>();
        foreach (var (slug, number) in ((string, int)[])[("nordlys", 1), ("aurora", 2), ("nordlys", 3)])
        {
            await Ask(slug, email);
            using var browser = new Browser(house.Stack);
            (await browser.Http.PutAsJsonAsync("/api/v1/customer-session", new { token = await house.Mails.Token(email, number) })).StatusCode.ShouldBe(HttpStatusCode.OK);
            subjects.Add((await browser.Me()).Text("subjectId"));
        }

        subjects[0].ShouldBe(subjects[2]);
        subjects[0].ShouldNotBe(subjects[1]);
    }

    [Fact]
    public async Task An_unknown_organisation_is_accepted_and_sends_nothing()
    {
        var (unknown, known) = (SignInHouse.NewEmail(), SignInHouse.NewEmail());
        await Ask("no-such-shop", unknown);
        await Ask("nordlys", known);
        await house.Mails.Hear(known);
        house.Mails.To(unknown).ShouldBeEmpty();
    }

    private async Task Ask(string organisation, string email)
    {
        using var nobody = house.Stack.Anonymous();
        (await nobody.PostAsJsonAsync("/api/v1/customer-sessions", new { organisation, email })).StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }
}
