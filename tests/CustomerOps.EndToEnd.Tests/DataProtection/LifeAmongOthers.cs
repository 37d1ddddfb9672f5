using System.Net;
using Shouldly;

namespace CustomerOps.EndToEnd.Tests.DataProtection;

/// <summary>What stands of somebody in what is there for many: lists, macros, companies, the word to a problem's incidents, and a second record of their own.</summary>
internal sealed partial class Life
{
    private async Task BeOneOfMany(string ticket)
    {
        await BeRunOver(ticket);
        await BeOfACompany();
        await StandForAProblem(ticket);
    }

    private async Task BeRunOver(string ticket)
    {
        await Post(_agent, "/views", new { name = $"All of {Name}", filter = new { requester = Email } });
        var macro = await Post(_manager, "/macros", new { name = $"For {Name}", actions = new[] { new { step = "note", text = $"{Name} was called at {Digits}: {Plant("bulk-note")}" } } });
        var run = await Post(_agent, "/bulk-runs", new { macroId = (Guid)macro["id"]!, ticketIds = new[] { ticket } });
        await Until.Finds(() => _agent.Get($"/api/v1/bulk-runs/{run["id"]}"), r => (string?)r["state"] == "finished", 60);
        (await _manager.Send(HttpMethod.Delete, $"/api/v1/macros/{macro["id"]}", ifMatch: "*")).Status.ShouldBe(HttpStatusCode.NoContent);
    }

    private async Task BeOfACompany()
    {
        var company = await Post(_manager, "/companies", new { name = $"{Name} & Sons", note = $"Ask for {Name}, {Email}, tel. {Digits}", externalId = Email });
        await Fresh($"/companies/{company["id"]}", $"/companies/{company["id"]}/members/{Customer}", new { role = Plant("role") });
    }

    private async Task StandForAProblem(string ticket)
    {
        var neighbour = $"n-{Guid.NewGuid():n}@example.com";
        var incident = await Post(_agent, "/tickets", new { channel = "email", subject = "Dark", body = "No light here either.", requester = new { email = neighbour, name = "Nils Neighbour" } });
        (await _agent.Send(HttpMethod.Put, $"/api/v1/tickets/{ticket}/links/problem-of/{incident["id"]}")).Status.ShouldBe(HttpStatusCode.NoContent);
        var update = await Post(_agent, $"/tickets/{ticket}/incident-updates", new { texts = new { en = $"{Name} has found what it is." } });
        await Until.Finds(() => _agent.Get($"/api/v1/tickets/{ticket}/incident-updates/{update["id"]}"), u => (int)u["reached"]! == 1, 60);
        await Until.Finds(() => system.Mailbox.MailsTo(neighbour), mails => mails.Count == 1, 60);
        (await _agent.Send(HttpMethod.Delete, $"/api/v1/tickets/{ticket}/links/problem-of/{incident["id"]}")).Status.ShouldBe(HttpStatusCode.NoContent);
    }

    /// <summary>Of two records the no to surveys counts, so not before one was answered.</summary>
    private async Task BeTwo()
    {
        var email = $"kanna.two+{Word}@example.com";
        await Post(_partner, "/orders", Order("delivered", email));
        var second = (await _agent.Get($"/api/v1/customers?email={Uri.EscapeDataString(email)}"))["items"]!.AsArray().Single()!["id"]!;
        await Fresh($"/customers/{second}", $"/customers/{second}/merge", new { intoCustomerId = Customer, reason = Plant("merge") });
    }
}
