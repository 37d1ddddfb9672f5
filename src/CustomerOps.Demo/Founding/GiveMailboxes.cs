using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerOps.Demo.Gateway;

namespace CustomerOps.Demo.Founding;

/// <summary>
/// Writes the demo organisations' e-mail addresses (<c>support@nordlys.example</c>, <c>orders@nordlys.example</c> …) into the file in which the mail
/// service looks whose an address is. Addresses of others stay.
/// </summary>
internal static class GiveMailboxes
{
    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true };
    private static readonly string[] s_names = ["support", "orders"];

    public static async Task Run(DemoSettings settings, IReadOnlyDictionary<string, Dictionary<string, string>> keys, CancellationToken stop)
    {
        var book = File.Exists(settings.MailboxesFile) ? JsonNode.Parse(await File.ReadAllTextAsync(settings.MailboxesFile, stop))!.AsObject() : [];
        foreach (var profile in Profile.All)
        {
            using var organisation = new Organisation(profile.Slug, settings.Gateway, keys[profile.Slug]);
            var id = await organisation.Id(stop);
            foreach (var name in s_names) book[$"{name}@{profile.Slug}.example"] = $"{id}";
        }

        // Whole or not at all: it is read while it is written.
        var draft = $"{settings.MailboxesFile}.{Environment.ProcessId}.new";
        await File.WriteAllTextAsync(draft, book.ToJsonString(s_readable), stop);
        File.Move(draft, settings.MailboxesFile, overwrite: true);
    }
}
