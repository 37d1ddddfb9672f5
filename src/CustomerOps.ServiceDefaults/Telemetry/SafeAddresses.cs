using System.Diagnostics;
using OpenTelemetry;

namespace CustomerOps.ServiceDefaults.Telemetry;

/// <summary>
/// Takes out of the traces' addresses what may be a one-time token (a long part of a path that is no id) and every query, which may name a customer.
/// </summary>
internal sealed class SafeAddresses : BaseProcessor<Activity>
{
    private const int LongestWord = 32;

    public override void OnEnd(Activity data)
    {
        foreach (var tag in (string[])["url.path", "url.full"])
            if (data.GetTagItem(tag) is string address && Safe(address) is var safe && safe != address) data.SetTag(tag, safe);
        if (data.GetTagItem("url.query") is not null) data.SetTag("url.query", null);
    }

    internal static string Safe(string address)
    {
        // A host may have a long name.
        var path = address.IndexOf('/', address.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0);
        return path < 0 ? address : address[..path] + string.Join('/', address[path..].Split('?')[0].Split('/').Select(part => part.Length <= LongestWord || Guid.TryParse(part, out _) ? part : "-"));
    }
}
