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
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException) { return []; }
    }

    /// <summary>The token of the one-time link to a survey, among all mails to the customer.</summary>
    public async Task<string> Token(string customer)
    {
        var (links, _) = await Until.Finds(async () => (await MailsTo(customer)).Select(m => Link().Match(m!["text"]!.GetValue<string>())).Where(l => l.Success).ToList(), l => l.Count > 0, 90);
        return links[0].Groups[1].Value;
    }

    [GeneratedRegex("/s/([A-Za-z0-9_.-]+)")]
    private static partial Regex Link();
}
