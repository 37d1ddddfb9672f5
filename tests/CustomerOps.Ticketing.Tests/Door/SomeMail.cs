using CustomerOps.Contracts.Mail;
using CustomerOps.Contracts.Partners;
using Shouldly;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>Mails as the mail service tells of them.</summary>
internal static class SomeMail
{
    public const string Mailbox = "support@nordlys.example";

    public static MailReceived From(
        string? email, string subject = "Where is my parcel?", string text = "Hello, I have waited for two weeks. Can you help me please?", string? messageId = null, string? inReplyTo = null,
        string[]? references = null, AutomaticKind automatic = AutomaticKind.None, MailBounce? bounce = null) => new(
        Guid.NewGuid(), Mailbox, email is null ? null : new MailAddress(email, "Anna Sender"), [new MailAddress(Mailbox, null)], [], subject, text, messageId ?? NewMessageId(), inReplyTo,
        references ?? [], automatic, bounce, [], DateTimeOffset.UtcNow);

    public static string NewMessageId() => $"<{Guid.NewGuid():n}@mail.example>";

    /// <summary>Tells it and waits until it was handled.</summary>
    public static async Task Mail(this TicketingStack door, MailReceived mail, string organisation = "nordlys")
    {
        await door.Tell(mail, mail.MailId, organisation);
        await door.Eventually(async () => await door.Scalar<long>($"select count(*) from mails where id = '{mail.MailId}'") == 1, "the mail is taken");
    }

    /// <summary>The one ticket of that sender.</summary>
    public static async Task<Answer> TicketOf(this TicketingStack door, string email)
    {
        var found = await door.Agent.Get($"/tickets?requester={email}");
        found.Status.ShouldBe(System.Net.HttpStatusCode.OK, found.Body.ToJsonString());
        return await door.Agent.Get($"/tickets/{found.Items.Single()["id"]}?include=messages");
    }

    public static IReadOnlyList<(string Visibility, string Author, string Body)> Messages(this Answer ticket) =>
        [.. ticket.Body["messages"]!["items"]!.AsArray().Select(m => ((string)m!["visibility"]!, (string)m["authorKind"]!, (string)m["body"]!))];
}
