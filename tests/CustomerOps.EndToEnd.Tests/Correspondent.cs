using System.Net.Mail;
using System.Text.Json.Nodes;

namespace CustomerOps.EndToEnd.Tests;

/// <summary>A customer with a mail program: writes to the organisation's mailbox by SMTP, reads in the demo's mailbox.</summary>
internal sealed class Correspondent(RunningSystem system, string mailbox)
{
    public string Email { get; init; } = $"writer-{Guid.NewGuid():n}@example.com";

    public string Name { get; init; } = "Wanda Writer";

    public static string NewMessageId() => $"<{Guid.NewGuid():n}@mail.example>";

    /// <summary>Sent as a mail server does: again until it is accepted.</summary>
    public async Task Write(string subject, string text, string messageId, string? inReplyTo = null, string? references = null, bool automatic = false, params (string Name, byte[] Content)[] files)
    {
        var deadline = DateTime.UtcNow.AddMinutes(2);
        while (true)
        {
            try
            {
                using var smtp = new SmtpClient("127.0.0.1", system.MailIn.Port) { Timeout = 20_000 };
                using var mail = new MailMessage(new MailAddress(Email, Name), new MailAddress(mailbox)) { Subject = subject, Body = text };
                mail.Headers["Message-ID"] = messageId;
                if (inReplyTo is not null) mail.Headers["In-Reply-To"] = inReplyTo;
                if (references is not null) mail.Headers["References"] = references;
                if (automatic) (mail.Headers["X-Failed-Recipients"], mail.Headers["Auto-Submitted"]) = (Email, "auto-replied");
                foreach (var (name, content) in files) mail.Attachments.Add(new Attachment(new MemoryStream(content), name));
                await smtp.SendMailAsync(mail);
                return;
            }
            catch (Exception e) when (e is SmtpException or IOException && DateTime.UtcNow < deadline) { await Task.Delay(300); }
        }
    }

    /// <summary>The newest of so many mails.</summary>
    public async Task<JsonNode> Reads(int count)
    {
        var (mails, _) = await Until.Finds(() => system.Mailbox.MailsTo(Email), m => m.Count >= count, 90);
        return mails[count - 1]!;
    }
}
