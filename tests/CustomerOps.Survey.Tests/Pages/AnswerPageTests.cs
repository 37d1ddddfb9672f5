using System.Net;
using System.Text.RegularExpressions;
using CustomerOps.Contracts.Survey;
using CustomerOps.Survey.Tests.House;

namespace CustomerOps.Survey.Tests.Pages;

public class AnswerPageTests(SurveyHouse house) : DoorTests(house)
{
    [Theory]
    [InlineData("en", "en", "How did we help you?", "Send answers")]
    [InlineData("da", "da", "Hvordan hjalp vi dig?", "Send svar")]
    [InlineData("nn", "nb", "Hvordan hjalp vi deg?", "Send svar")]
    [InlineData("sv-FI", "sv", "Hur hjälpte vi dig?", "Skicka svar")]
    [InlineData("fi", "fi", "Miten onnistuimme auttamaan sinua?", "Lähetä vastaukset")]
    [InlineData("hu", "hu", "Hogyan segítettünk Önnek?", "Válaszok elküldése")]
    [InlineData("de", "en", "How did we help you?", "Send answers")]
    public async Task The_page_speaks_the_customers_language(string language, string shown, string title, string button)
    {
        var (_, token, _) = await Cases.Invite(House, language);
        var html = WebUtility.HtmlDecode(await House.Customer.GetStringAsync($"/s/{token}"));
        html.ShouldContain($"<html lang=\"{shown}\">");
        html.ShouldContain($"<title>{title}</title>");
        html.ShouldContain($"<h1>{title}</h1>");
        html.ShouldContain($"<button type=\"submit\">{button}</button>");
    }

    [Fact]
    public async Task Every_control_has_a_name_every_group_a_legend_and_nothing_comes_from_elsewhere()
    {
        var (_, token, _) = await Cases.Invite(House);
        var page = await House.Customer.GetAsync($"/s/{token}");
        var html = await page.Content.ReadAsStringAsync();
        Regex.Count(html, "<fieldset").ShouldBe(4);
        Regex.Count(html, "<legend>").ShouldBe(3);
        Regex.Count(html, "<label><input type=\"radio\"").ShouldBe(5 + 7 + 11);
        html.ShouldContain("<label class=\"ask\" for=\"question-comment\">");
        html.ShouldContain("<textarea id=\"question-comment\"");
        Regex.Matches(html, " id=\"([^\"]+)\"").Select(m => m.Groups[1].Value).ShouldBeUnique();
        Regex.IsMatch(html, "<script|<img|<link|http://|https://|javascript:| on\\w+=").ShouldBeFalse();
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldContain("frame-ancestors 'none'");
        page.Headers.GetValues("Referrer-Policy").ShouldAllBe(p => p == "no-referrer");
        page.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task A_form_with_errors_comes_back_as_it_was_filled_and_says_where()
    {
        var (_, token, _) = await Cases.Invite(House);
        var refused = await Post(token, ("nps", "9"), ("comment", "<b>Quick & kind</b>"));
        refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var html = await refused.Content.ReadAsStringAsync();
        html.ShouldContain("<title>Error: How did we help you?</title>");
        html.ShouldContain("role=\"alert\"");
        html.ShouldContain("<a href=\"#question-csat\">");
        html.ShouldContain("aria-describedby=\"error-csat\"");
        html.ShouldContain("name=\"nps\" value=\"9\" checked");
        html.ShouldContain("&lt;b&gt;Quick &amp; kind&lt;/b&gt;");
    }

    [Fact]
    public async Task The_form_is_taken_once_then_thanks_then_already_answered()
    {
        var (id, token, _) = await Cases.Invite(House, "fi");
        var thanks = await Post(token, ("csat", "5"), ("nps", "10"), ("ces", ""), ("comment", "Kiitos!"), ("extra", "x"));
        thanks.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await thanks.Content.ReadAsStringAsync()).ShouldContain("<h1>Kiitos</h1>");
        var told = (await House.Partner.Hear<SurveyAnswered>(a => a.InvitationId == id)).Data;
        (told.Nps, told.Csat, told.Ces, told.Comment, told.Language).ShouldBe((10, 5, null, "Kiitos!", "fi"));
        (await Post(token, ("csat", "1"))).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await House.Customer.GetStringAsync($"/s/{token}")).ShouldContain("Kyselyyn on jo vastattu");
    }

    [Fact]
    public async Task A_wrong_link_is_a_page_in_the_readers_language()
    {
        var (id, token, _) = await Cases.Invite(House);
        House.Customer.DefaultRequestHeaders.AcceptLanguage.Clear();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/s/{token[..99]}*") { Headers = { { "Accept-Language", "sv-SE,en" } } };
        var unknown = await House.Customer.SendAsync(request);
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        WebUtility.HtmlDecode(await unknown.Content.ReadAsStringAsync()).ShouldContain("<h1>Länken finns inte</h1>");
        var ended = await House.Customer.GetAsync($"/s/{HouseLinks.Sign(House.Nordlys, id, DateTimeOffset.UtcNow.AddSeconds(-1))}");
        ended.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ended.Content.ReadAsStringAsync()).ShouldContain("The link has ended");
    }

    [Fact]
    public async Task Unsubscribing_is_recorded_by_post_only_and_then_kept()
    {
        var (_, token, solved) = await Cases.Invite(House);
        (await House.Customer.GetStringAsync($"/s/{token}/unsubscribe")).ShouldContain("<form method=\"post\">");
        House.Partner.Heard<CustomerUnsubscribed>().ShouldNotContain(u => u.Data.CustomerId == solved.Customer.CustomerId);
        for (var twice = 0; twice < 2; twice++)
            (await House.Customer.PostAsync($"/s/{token}/unsubscribe", new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await House.Partner.Hear<CustomerUnsubscribed>(u => u.CustomerId == solved.Customer.CustomerId);

        var next = Cases.Solved(solved.Customer);
        await House.Partner.Tell(House.Nordlys, next);
        (await House.InvitationFor(next.TicketId)).GetProperty("reason").GetString().ShouldBe("no-consent");
        House.Partner.Heard<CustomerUnsubscribed>().Count(u => u.Data.CustomerId == solved.Customer.CustomerId).ShouldBe(1);
    }

    [Fact]
    public async Task What_is_no_form_is_refused()
    {
        var (_, token, _) = await Cases.Invite(House);
        (await House.Customer.PostAsync($"/s/{token}", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"))).StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    private Task<HttpResponseMessage> Post(string token, params (string Name, string Value)[] fields) =>
        House.Customer.PostAsync($"/s/{token}", new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));
}
