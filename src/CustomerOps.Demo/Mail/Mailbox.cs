using System.Text.Json;
using System.Text.RegularExpressions;
using CustomerOps.Demo.Gateway;

namespace CustomerOps.Demo.Mail;

/// <param name="Token">Of the one-time link; null when the mail has none.</param>
internal sealed record Letter(string Id, string To, string? Token);

/// <summary>The demo's mailbox, as a customer's mail program reads it.</summary>
internal sealed partial class Mailbox(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>What is in it now. It holds all mails in memory: who has read one throws it away.</summary>
    public async Task<IReadOnlyList<Letter>> Read(CancellationToken stop)
    {
        try
        {
            using var stream = await _http.GetStreamAsync(new Uri("email", UriKind.Relative), stop);
            using var mails = await JsonDocument.ParseAsync(stream, cancellationToken: stop);
            return [.. mails.RootElement.EnumerateArray().Select(Letter)];
        }
        catch (HttpRequestException broken) { throw new GatewayUnusable($"The mailbox {address} does not answer: {broken.Message}"); }
    }

    /// <summary>One that is gone already is no matter.</summary>
    public async Task Discard(string id, CancellationToken stop)
    {
        using var answer = await _http.DeleteAsync(new Uri($"email/{Uri.EscapeDataString(id)}", UriKind.Relative), stop);
    }

    public void Dispose() => _http.Dispose();

    private static Letter Letter(JsonElement mail)
    {
        var to = mail.GetProperty("to").EnumerateArray().Select(a => a.GetProperty("address").GetString()).FirstOrDefault() ?? "";
        var link = mail.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String ? Link().Match(text.GetString()!) : Match.Empty;
        return new Letter(mail.GetProperty("id").GetString()!, to, link.Success ? link.Groups[1].Value : null);
    }

    [GeneratedRegex("/s/([A-Za-z0-9_-]{20,400})")]
    private static partial Regex Link();
}
