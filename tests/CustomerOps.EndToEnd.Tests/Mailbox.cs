using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace CustomerOps.EndToEnd.Tests;

/// <summary>What customers received, read in the demo's mailbox.</summary>
public sealed partial class Mailbox(Uri address)
{
    private static readonly HttpClient s_http = new() { Timeout = TimeSpan.FromSeconds(30) };

    public async Task<JsonArray> MailsTo(string customer)
    {
        try { return JsonNode.Parse(await s_http.GetStringAsync(new Uri(address, $"/email?to.address={Uri.EscapeDataString(customer)}")))!.AsArray(); }
        catch (HttpRequestException) { return []; }
    }

    /// <summary>The token of the one-time link in the customer's mail.</summary>
    public async Task<string> Token(string customer)
    {
        var (mails, _) = await Until.Finds(() => MailsTo(customer), m => m.Count > 0, 90);
        return Link().Match(mails[0]!["text"]!.GetValue<string>()).Groups[1].Value;
    }

    [GeneratedRegex("/s/([A-Za-z0-9_.-]+)")]
    private static partial Regex Link();
}
