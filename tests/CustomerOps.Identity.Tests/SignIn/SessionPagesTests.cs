using System.Net;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;
using static CustomerOps.Identity.Tests.SignIn.PagesTests;

namespace CustomerOps.Identity.Tests.SignIn;

/// <summary>The page of who is signed in: its devices, and the way out.</summary>
public sealed class SessionPagesTests(SignInHouse house) : IClassFixture<SignInHouse>
{
    [Theory]
    [InlineData("en", "You are signed in", "Sign out", "Sign this device out", "You are signed out")]
    [InlineData("da", "Du er logget ind", "Log ud", "Log denne enhed ud", "Du er logget ud")]
    [InlineData("nb", "Du er logget inn", "Logg ut", "Logg ut denne enheten", "Du er logget ut")]
    [InlineData("sv", "Du är inloggad", "Logga ut", "Logga ut den här enheten", "Du är utloggad")]
    [InlineData("fi", "Olet kirjautunut sisään", "Kirjaudu ulos", "Kirjaa tämä laite ulos", "Olet kirjautunut ulos")]
    [InlineData("hu", "Belépett", "Kilépés", "Eszköz kiléptetése", "Kilépett")]
    public async Task Who_is_signed_in_sees_the_devices_and_signs_them_out(string language, string title, string signOut, string endDevice, string signedOut)
    {
        var email = await house.Person();
        using Browser browser = new(house.Stack, csrf: false), other = await house.SignedIn(email);
        browser.Http.DefaultRequestHeaders.Add("Accept-Language", language);
        (await Page(Post(browser, "/sign-in/with-password", ("email", email), ("password", SignInHouse.Password)))).Html.ShouldContain($"<h1>{title}</h1>");
        var (_, html) = await Page(browser.Http.GetAsync("/sign-in/session"));
        foreach (var part in (string[])[$"<html lang=\"{language}\">", email, $">{signOut}</button>", $">{endDevice}</button>"]) html.ShouldContain(part);
        var end = Regex.Matches(html, "/sign-in/devices/[0-9a-f-]{36}/end").Select(m => m.Value).ShouldHaveSingleItem();

        // Not by a form of another site, not by a stranger, and not by somebody else.
        using var foreign = new HttpRequestMessage(HttpMethod.Post, end) { Content = new FormUrlEncodedContent([]), Headers = { { "Sec-Fetch-Site", "cross-site" } } };
        (await Page(browser.Http.SendAsync(foreign))).Status.ShouldBe(HttpStatusCode.Forbidden);
        using Browser nobody = new(house.Stack, csrf: false), somebody = await house.SignedIn(await house.Person());
        foreach (var stranger in (Browser[])[nobody, somebody]) await Post(stranger, end);
        (await other.Status()).ShouldBe(HttpStatusCode.OK);

        (await Page(Post(browser, end))).Html.ShouldNotContain(end);
        for (var tries = 0; tries < 60 && await other.Status() == HttpStatusCode.OK; tries++) await Task.Delay(250, TestContext.Current.CancellationToken);
        (await other.Status()).ShouldBe(HttpStatusCode.Unauthorized);
        var left = await Page(Post(browser, "/sign-in/sign-out"));
        left.Html.ShouldContain($"<h1>{signedOut}</h1>");
        (browser.Cookie is null, await browser.Status()).ShouldBe((true, HttpStatusCode.Unauthorized));
        (await browser.Http.GetAsync("/sign-in/session")).RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/sign-in");
    }

    [Fact]
    public async Task A_customer_signs_out_on_the_page_and_sees_no_devices()
    {
        var (email, path) = await Asked(house);
        using var browser = new Browser(house.Stack, csrf: false);
        var entered = await Page(Post(browser, path));
        entered.Html.ShouldContain(email);
        entered.Html.ShouldNotContain("/sign-in/devices/");
        await Page(Post(browser, "/sign-in/sign-out"));
        (await browser.Status()).ShouldBe(HttpStatusCode.Unauthorized);
    }
}
