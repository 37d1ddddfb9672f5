using System.Globalization;
using System.Net;
using CustomerOps.Contracts.Mail;
using CustomerOps.Survey.Invitations;
using CustomerOps.Survey.Links;
using CustomerOps.Survey.Organisations;
using CustomerOps.Survey.Surveys;
using NodaTime;

namespace CustomerOps.Survey.Mailing;

/// <summary>Writes the one mail of an invitation, in the customer's language; its id is the invitation's, so that it can only be sent once.</summary>
internal sealed class InvitationMail(SurveyLinks links, IConfiguration configuration)
{
    private readonly string _from = configuration["MailFrom"] ?? "no-reply@customerops.localhost";

    public MailToSend Write(Guid tenantId, Invitation invitation, SurveyDefinition definition, Organisation? organisation)
    {
        var link = new SignedLink(tenantId, invitation.Id, invitation.ExpiresAt!.Value);
        var (page, stop) = (links.Page(link), links.Unsubscribe(link));
        var language = Languages.Own(invitation.Language);
        var texts = MailTexts.In(language);
        var (name, customer) = (OneLine(organisation?.Name ?? "CustomerOps"), OneLine(invitation.CustomerName));
        var until = LastDay(link.ExpiresAt, organisation, language);
        return new MailToSend(
            invitation.Id, new MailAddress(invitation.CustomerEmail!, customer), new MailAddress(_from, name), Filled(texts.Subject),
            $"""
            {Filled(texts.Greeting)}

            {Filled(texts.Ask)}

            {texts.Button}: {page}

            {Filled(texts.Until)}

            {Filled(texts.Why)} {texts.Stop}: {stop}
            """,
            $"""
            <!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{Html(Filled(texts.Subject))}</title></head>
            <body style="font-family:Arial,sans-serif;font-size:16px;line-height:1.5;color:#1a1a1a;background:#ffffff">
            <h1 style="font-size:20px">{Html(Languages.Pick(definition.Title, language))}</h1>
            <p>{Html(Filled(texts.Greeting))}</p><p>{Html(Filled(texts.Ask))}</p>
            <p><a href="{Html(page)}" style="display:inline-block;padding:12px 20px;background:#0b4f9e;color:#ffffff;text-decoration:none;border-radius:4px">{Html(texts.Button)}</a></p>
            <p>{Html(Filled(texts.Until))}</p>
            <p style="font-size:14px;color:#4a4a4a">{Html(Filled(texts.Why))} <a href="{Html(stop)}" style="color:#0b4f9e">{Html(texts.Stop)}</a></p>
            </body></html>
            """,
            language,
            new Dictionary<string, string>
            {
                ["List-Unsubscribe"] = $"<{stop}>", ["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click",
            },
            Secret: true);

        string Filled(string text) => string.Format(CultureInfo.InvariantCulture, text, name, customer, until);
    }

    private static string LastDay(DateTimeOffset end, Organisation? organisation, string language) =>
        Instant.FromDateTimeOffset(end).Minus(Duration.FromMinutes(1)).InZone(Organisation.ZoneOf(organisation)).Date.ToString("D", CultureInfo.GetCultureInfo(language));

    private static string Html(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A name never breaks a header.</summary>
    private static string OneLine(string text) => new([.. text.Select(c => char.IsControl(c) ? ' ' : c).Take(200)]);
}
