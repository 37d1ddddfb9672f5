using System.Globalization;
using CustomerOps.Contracts.Mail;
using CustomerOps.Identity.Links;

namespace CustomerOps.Identity.Mailing;

internal enum MailKind { Invited, Added, Reset, CustomerLink, AddedByProvider }

/// <summary>Writes the mails about signing in, in the reader's language. The link leads to a page of ours that needs no script; no log holds its token.</summary>
internal sealed class AccountMail(IConfiguration configuration)
{
    private readonly string _from = configuration["MailFrom"] ?? "no-reply@customerops.localhost";
    private readonly string _url = (configuration["PublicUrl"] ?? throw new InvalidOperationException("PublicUrl is not set.")).TrimEnd('/');

    /// <param name="id">Of the link, so that it is mailed once only.</param>
    /// <param name="kind">What the mail is about.</param>
    /// <param name="to">Who gets it.</param>
    /// <param name="token">Null where the mail carries none.</param>
    public MailToSend Write(Guid id, MailKind kind, Addressee to, string? token)
    {
        var (subject, body) = AccountTexts.In(to.Language, kind);
        var (organisation, name) = (OneLine(to.Organisation), OneLine(to.Name ?? to.Email));
        var address = kind switch { MailKind.CustomerLink => $"{_url}/sign-in/customer/{token}", MailKind.Added or MailKind.AddedByProvider => $"{_url}/sign-in", _ => $"{_url}/sign-in/password/{token}" };
        return new MailToSend(id, new MailAddress(to.Email, to.Name is null ? null : name), new MailAddress(_from, organisation), Filled(subject), Filled(body), null, to.Language,
            new Dictionary<string, string>(), Secret: token is not null);

        string Filled(string text) => string.Format(CultureInfo.InvariantCulture, text, organisation, name, address);
    }

    /// <summary>A name never breaks a header.</summary>
    private static string OneLine(string text) => new([.. text.Select(c => char.IsControl(c) ? ' ' : c).Take(200)]);
}

internal static class MailKinds
{
    /// <summary>How long the link in such a mail is good; the texts say the same.</summary>
    public static TimeSpan GoodFor(this MailKind kind) => kind switch
    {
        MailKind.Invited => TimeSpan.FromDays(7),
        MailKind.Reset => TimeSpan.FromHours(1),
        _ => TimeSpan.FromMinutes(30),
    };
}
