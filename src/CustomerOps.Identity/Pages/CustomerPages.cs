using System.Globalization;
using CustomerOps.Identity.Auditing;
using CustomerOps.Identity.Customers;
using CustomerOps.Identity.Links;
using CustomerOps.Identity.Sessions;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Pages;

/// <summary>The page of a customer's way in: a button, because the link is good once and scanners of mail open links too.</summary>
internal static class ShowCustomerDoor
{
    public static async Task<HtmlPage> Handle(string token, HttpRequest request, IdentityDb db, OneTimeLinks links, TimeProvider time, CancellationToken stop)
    {
        var page = await LinkPage.Open(LinkPurpose.Customer, token, links, request, time, stop);
        if (page.Refusal is { } refusal) return refusal;
        var (link, t) = (page.Link!, page.Texts);
        var organisation = await db.Organisations.IgnoreQueryFilters().IgnoreAutoIncludes().Where(o => o.Id == link.TenantId).Select(o => o.Name).SingleAsync(stop);
        return t.Form(false, string.Format(CultureInfo.InvariantCulture, t.SignInTo, organisation), $"<p>{HtmlPage.Html(link.Email)}</p>" + LinkPage.Form(token, t.SignIn));
    }
}

internal static class EnterAsCustomer
{
    public static async Task<IResult> Handle(
        string token, HttpContext http, Device device, IdentityDb db, OneTimeLinks links, AccessLog log, SessionSettings settings, TimeProvider time, CancellationToken stop)
    {
        var page = await LinkPage.Open(LinkPurpose.Customer, token, links, http.Request, time, stop);
        if (page.Refusal is { } refusal) return refusal;
        try
        {
            await OpenCustomerLink.Handle(new OpenCustomerLink(token), device, http.Response, db, links, log, settings, time, stop);
            return new SeeOther(ShowSignedIn.Path);
        }
        catch (NotFound) { return page.Texts.Say(404, t => t.Used); }
    }
}

internal static class SendCustomerLinkAgain
{
    public static async Task<HtmlPage> Handle(string token, HttpRequest request, IdentityDb db, TenantScope tenant, OneTimeLinks links, TimeProvider time, CancellationToken stop)
    {
        var page = await LinkPage.Open(LinkPurpose.Customer, token, links, request, time, stop);
        if (page.Link is not { } link) return page.Refusal!;
        var slug = await db.Organisations.IgnoreQueryFilters().IgnoreAutoIncludes().Where(o => o.Id == link.TenantId).Select(o => o.Slug).SingleAsync(stop);
        await AskCustomerLink.Handle(new AskCustomerLink(slug, link.Email), db, tenant, links, time, stop);
        return page.Texts.Say(202, t => t.SentAgain);
    }
}
