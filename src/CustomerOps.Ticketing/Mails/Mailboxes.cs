using System.Text.Json;

namespace CustomerOps.Ticketing.Mails;

/// <summary>
/// Each organisation's own address, from where the mail service has it: <c>MAILBOXES</c> (JSON, address → tenant id) and the file
/// <c>MAILBOXES_FILE</c> names, which is read again when it changes.
/// </summary>
internal sealed class Mailboxes(IConfiguration configuration, TimeProvider time, ILogger<Mailboxes> log)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private readonly string? _file = configuration["MAILBOXES_FILE"];
    private readonly Dictionary<Guid, string> _given = configuration["MAILBOXES"] is { Length: > 0 } json ? Read(json) : [];
    private volatile Dictionary<Guid, string> _known = [];
    private (DateTime Written, DateTimeOffset Looked) _seen;

    /// <returns>Null where an organisation has no mailbox: it cannot write mails.</returns>
    public string? Of(Guid tenantId)
    {
        Refresh();
        return _given.GetValueOrDefault(tenantId) ?? _known.GetValueOrDefault(tenantId);
    }

    private void Refresh()
    {
        if (_file is null || time.GetUtcNow() - _seen.Looked < LookEvery) return;
        var written = File.GetLastWriteTimeUtc(_file);
        if (written != _seen.Written)
        {
            try { _known = File.Exists(_file) ? Read(File.ReadAllText(_file)) : []; }
            catch (Exception e) when (e is JsonException or IOException or FormatException or InvalidOperationException) { log.LogError("The mailboxes in {File} cannot be read: {Reason}", _file, e.Message); }
        }

        _seen = (written, time.GetUtcNow());
    }

    /// <summary>The first of each organisation.</summary>
    private static Dictionary<Guid, string> Read(string json)
    {
        using var book = JsonDocument.Parse(json);
        var mailboxes = book.RootElement.EnumerateObject().Select(m => (m.Name, Tenant: (m.Value.ValueKind == JsonValueKind.String ? m.Value : m.Value.GetProperty("tenantId")).GetGuid()));
        return mailboxes.GroupBy(m => m.Tenant).ToDictionary(g => g.Key, g => g.First().Name);
    }
}
