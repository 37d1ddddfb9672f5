using CustomerOps.Contracts.Survey;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Survey.Invitations;
using CustomerOps.Survey.Links;

namespace CustomerOps.Survey.Pages;

/// <summary>Asks whether the customer wants no more surveys; stores nothing.</summary>
internal static class ShowUnsubscribe
{
    public static async Task<IResult> Handle(string token, LinkOpener opener, CancellationToken ct)
    {
        var link = await opener.Look(token, ct);
        var texts = PageTexts.In(link.PageLanguage);
        return SurveyPage.Of(200, link.PageLanguage, texts.Unsubscribe, $"<form method=\"post\"><button type=\"submit\">{HtmlPage.Html(texts.UnsubscribeButton)}</button></form>");
    }
}

/// <summary>The customer's no, from our page or by a mail program's one-click unsubscription (RFC 8058). Saying it again changes nothing.</summary>
internal static class Unsubscribe
{
    public static async Task<IResult> Handle(string token, LinkOpener opener, ContactLedger ledger, SurveyDb db, TimeProvider time, CancellationToken ct)
    {
        var link = await opener.Look(token, ct);
        var now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await ledger.Unsubscribe(link.Invitation.CustomerId, now, ct) == 1)
            db.Publish(new CustomerUnsubscribed(link.Invitation.CustomerId, link.Invitation.CustomerEmail, now), link.Invitation.CustomerId);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return SurveyPage.Of(200, link.PageLanguage, PageTexts.In(link.PageLanguage).Unsubscribed);
    }
}
