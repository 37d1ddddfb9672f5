using System.Net;
using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.Gateway.Tests;

public sealed class LimitTests
{
    [Fact]
    public async Task A_storming_caller_is_told_to_wait_and_a_quiet_one_is_not()
    {
        await using var stack = await ServiceStack.Start([], new() { ["Limits__PerSecond"] = "5", ["Limits__Burst"] = "20" });
        using var storm = stack.Client("nordlys", "agent");
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => storm.GetAsync("/api/v1/organisation")));
        answers.Count(a => a.StatusCode == HttpStatusCode.OK).ShouldBeInRange(20, 40);
        var refused = answers.First(a => a.StatusCode == HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        refused.Headers.GetValues("RateLimit-Policy").ShouldHaveSingleItem().ShouldBe("\"caller\";q=20;w=4");
        refused.Headers.GetValues("RateLimit").ShouldHaveSingleItem().ShouldStartWith("\"caller\";r=0;t=");
        answers.Where(a => a.StatusCode == HttpStatusCode.OK).ShouldAllBe(a => a.Headers.Contains("RateLimit"));
        (await refused.Code()).ShouldBe("limit.exceeded");

        using var quiet = stack.Client("aurora", "agent");
        (await quiet.GetAsync("/api/v1/organisation")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_organisation_with_many_keys_is_told_to_wait_and_another_one_is_not()
    {
        await using var stack = await ServiceStack.Start([], new() { ["Limits__OrganisationPerSecond"] = "5", ["Limits__OrganisationBurst"] = "20" });
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(async i =>
        {
            using var member = stack.Client("nordlys", ServiceStack.Roles[i % 6]);
            return await member.GetAsync("/api/v1/organisation");
        }));
        answers.Count(a => a.StatusCode == HttpStatusCode.OK).ShouldBeInRange(20, 40);
        var refused = answers.First(a => a.StatusCode == HttpStatusCode.TooManyRequests);
        refused.Headers.GetValues("RateLimit-Policy").ShouldHaveSingleItem().ShouldBe("\"organisation\";q=20;w=4");
        refused.Headers.RetryAfter.ShouldNotBeNull();
        using var other = stack.Client("aurora", "agent");
        (await other.GetAsync("/api/v1/organisation")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_doors_together_take_few_tries_from_one_address()
    {
        await using var stack = await ServiceStack.Start([], new() { ["Limits__SignInPerMinute"] = "6" });
        using var nobody = stack.Anonymous();
        (HttpMethod, string)[] doors = [(HttpMethod.Post, "/api/v1/session"), (HttpMethod.Put, "/api/v1/password"), (HttpMethod.Post, "/api/v1/password-resets")];
        foreach (var door in doors.Concat(doors)) (await Try(door)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        foreach (var door in doors.Append((HttpMethod.Post, "/sign-in")).Append((HttpMethod.Post, "/sign-in/password/x")).Append((HttpMethod.Post, "/sign-in/customer/x/again")))
        {
            // One more is let in every ten seconds.
            var refused = await Try(door);
            for (var tries = 0; tries < 3 && refused.StatusCode != HttpStatusCode.TooManyRequests; tries++) refused = await Try(door);
            refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
            refused.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
            (await refused.Code()).ShouldBe("limit.exceeded");
        }

        using var agent = stack.Client("nordlys", "agent");
        (await agent.GetAsync("/api/v1/session")).StatusCode.ShouldBe(HttpStatusCode.OK);

        Task<HttpResponseMessage> Try((HttpMethod Method, string Path) door) =>
            nobody.SendAsync(new HttpRequestMessage(door.Method, door.Path) { Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json") });
    }

    [Fact]
    public async Task A_browser_that_tries_too_often_sees_a_page_in_its_language_and_a_program_a_problem()
    {
        await using var stack = await ServiceStack.Start([], new() { ["Limits__SignInPerMinute"] = "1" });
        using var browser = stack.Anonymous();
        var refused = await Form("en", "text/html");
        for (var tries = 0; tries < 5 && refused.StatusCode != HttpStatusCode.TooManyRequests; tries++) refused = await Form("en", "text/html");
        foreach (var (reads, language, title) in new[]
        {
            ("en-GB,en;q=0.9", "en", "Too many tries"), ("da", "da", "For mange forsøg"), ("nn-NO", "nb", "For mange forsøk"), ("sv-SE", "sv", "För många försök"), ("fi", "fi", "Liian monta yritystä"), ("hu-HU", "hu", "Túl sok próbálkozás"), ("de", "en", "Too many tries"),
        })
        {
            using var page = await Form(reads, "text/html,application/xhtml+xml,*/*;q=0.8");
            var html = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());
            (page.StatusCode, page.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.TooManyRequests, "text/html"), html);
            foreach (var part in (string[])[$"<html lang=\"{language}\">", $"<h1>{title}</h1>", $" {page.Headers.RetryAfter!.Delta!.Value.TotalSeconds:0} "]) html.ShouldContain(part);
            page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("default-src 'none'");
        }

        using var program = await Form("da", "application/json");
        (await program.Code()).ShouldBe("limit.exceeded");
        using var api = new HttpRequestMessage(HttpMethod.Post, "/api/v1/session") { Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json"), Headers = { { "Accept", "text/html" } } };
        using var answer = await browser.SendAsync(api, TestContext.Current.CancellationToken);
        (await answer.Code()).ShouldBe("limit.exceeded", "the API speaks JSON to everybody");

        Task<HttpResponseMessage> Form(string reads, string accepts) =>
            browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new FormUrlEncodedContent([new("email", "ida@example.com")]), Headers = { { "Accept", accepts }, { "Accept-Language", reads } } });
    }

    [Fact]
    public async Task Without_identity_nobody_gets_in()
    {
        await using var stack = await ServiceStack.Start();
        using var agent = stack.Client("nordlys", "agent");
        await stack.Kill("identity");
        var answer = await agent.GetAsync("/api/v1/organisation");
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await stack.Restart("identity");
        var again = HttpStatusCode.ServiceUnavailable;
        for (var tries = 0; tries < 20 && again != HttpStatusCode.OK; tries++)
        {
            await Task.Delay(250);
            again = (await agent.GetAsync("/api/v1/organisation")).StatusCode;
        }

        again.ShouldBe(HttpStatusCode.OK);
    }
}
