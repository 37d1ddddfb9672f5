namespace CustomerOps.Identity.Pages;

/// <summary>A device as its owner knows it, "Firefox, Windows"; what says nothing we know is shown as it says it.</summary>
internal static class DeviceName
{
    // In this order: each also names some of those after it.
    private static readonly (string Sign, string Name)[] Browsers = [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];
    private static readonly (string Sign, string Name)[] Systems = [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    public static string Of(string userAgent)
    {
        var names = new[] { Browsers, Systems }.Select(known => known.FirstOrDefault(k => userAgent.Contains(k.Sign, StringComparison.Ordinal)).Name).OfType<string>().ToArray();
        return names.Length > 0 ? string.Join(", ", names) : userAgent.Length > 0 ? userAgent : "?";
    }
}
