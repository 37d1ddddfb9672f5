using System.Text.RegularExpressions;
using CustomerOps.Contracts.Partners;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Attachments;

namespace CustomerOps.Ticketing.Mails;

/// <summary>What a mail says, in the words that stand on the ticket.</summary>
internal static partial class MailWords
{
    private const int MaxText = 100_000, MaxSubject = 300, MaxNamed = 20, Quoted = 8_000;

    /// <summary>A mail service that breaks the contract is told so; its mail waits whole in the error queue.</summary>
    public static void Check(MailReceived told) => RuleViolation.Unless(
        told.MailId != Guid.Empty && told.Mailbox.Contains('@', StringComparison.Ordinal) && Fits(told.Text, MaxText) && Fits(told.Subject, MaxSubject) && Fits(told.MessageId, 500)
        && Fits(told.InReplyTo, 500) && told.References.Count <= 50 && told.References.All(r => Fits(r, 500)) && Fits(told.From?.Email, 254) && Fits(told.From?.Name, 200),
        "mail.unreadable", "The mail needs a mailId and a mailbox, and texts no longer than the contract says.");

    public static string Subject(MailReceived told) => string.IsNullOrWhiteSpace(told.Subject) ? "(no subject)" : told.Subject.Trim();

    /// <summary>The files whose content is kept with the message, as many as one may have.</summary>
    public static IReadOnlyList<MailAttachment> Carried(MailReceived told) =>
        [.. told.Attachments.Where(a => a.FileId is { } id && id != Guid.Empty && a.Bytes <= Attachment.MaxBytes).DistinctBy(a => a.FileId).Take(Attachment.MostOnMessage)];

    /// <summary>The words; and the names of files that are not kept, so that none is lost silently.</summary>
    public static string Body(MailReceived told)
    {
        var text = string.IsNullOrWhiteSpace(told.Text) ? "(The mail has no text.)" : told.Text;
        var left = told.Attachments.Except(Carried(told)).ToList();
        if (left.Count == 0) return text;
        var named = left.Take(MaxNamed).Select(a => $"{Storable(a.Name)} ({a.Bytes} bytes)");
        return $"{text}\n\nAttached: {string.Join(", ", named)}{(left.Count > MaxNamed ? ", …" : "")}";
    }

    /// <summary>What staff read of a mail that no person wrote.</summary>
    public static string Note(MailReceived told)
    {
        var sender = told.From?.Email ?? "an unnamed sender";
        var what = told.Automatic switch
        {
            AutomaticKind.Bounce when told.Bounce is { Action: "delayed" } => $"A mail to {Storable(told.Bounce.Recipient) ?? "the customer"} is delayed{Status(told)}",
            AutomaticKind.Bounce => $"A mail to {Storable(told.Bounce?.Recipient) ?? "the customer"} was not delivered{Status(told)}",
            AutomaticKind.AutoReply => $"{sender} answered automatically",
            AutomaticKind.List => $"A mailing list wrote ({sender})",
            _ => $"A mail of ours came back ({sender})",
        };
        return $"{what}. Subject: {Subject(told)}\n\n{(told.Text.Length > Quoted ? told.Text[..Quoted] + " …" : told.Text)}";
    }

    /// <summary>The number of a ticket as our subjects carry it: <c>[#1234]</c>.</summary>
    public static long? TicketNumber(string subject) =>
        Number().Match(subject) is { Success: true } found && long.TryParse(found.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>What an answer's subject says.</summary>
    public static string AnswerSubject(string subject, string number) => $"Re: {OneLine.Of(Prefix().Replace(subject, ""), MaxSubject)} [#{number}]";

    private static string Status(MailReceived told) => told.Bounce?.Status is { } status ? $" ({Storable(status)})" : "";

    private static string? Storable(string? text) => text?.Replace("\0", "", StringComparison.Ordinal);

    private static bool Fits(string? text, int max) => text is null || (text.Length <= max && !text.Contains('\0', StringComparison.Ordinal));

    [GeneratedRegex(@"\[#(\d{1,18})\]", RegexOptions.RightToLeft | RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"^(\s*(re|sv|vs|aw|fw|fwd)\s*:\s*)+|\s*\[#\d{1,18}\]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();
}
