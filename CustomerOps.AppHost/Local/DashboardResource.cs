namespace Aspire.Hosting.ApplicationModel;

/// <summary>The Aspire dashboard itself, where the Aspire CLI's bundle is there; it signs in by the token in its printed address.</summary>
internal sealed class DashboardResource : Resource
{
    private readonly string _program;

    public DashboardResource(string program, int port, Secrets secrets, int grpcPort, string doorKey) : base("dashboard")
    {
        _program = program;
        var (page, otlp) = (new EndpointAnnotation("http", "http", port) { IsExternal = true }, new EndpointAnnotation("otlp", "http"));
        Endpoints.AddRange([page, otlp]);
        OtlpKey = secrets.Get("dashboard-otlp-key");
        Token = secrets.Get("dashboard-token");
        foreach (var (name, value) in new (string, Func<string>)[]
        {
            ("ASPNETCORE_URLS", () => page.Url),
            ("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", () => otlp.Url),
            ("ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL", () => $"http://127.0.0.1:{grpcPort}"),
            ("DASHBOARD__RESOURCESERVICECLIENT__AUTHMODE", () => "ApiKey"),
            ("DASHBOARD__RESOURCESERVICECLIENT__APIKEY", () => doorKey),
            ("DASHBOARD__FRONTEND__AUTHMODE", () => "BrowserToken"),
            ("DASHBOARD__FRONTEND__BROWSERTOKEN", () => Token),
            ("DASHBOARD__OTLP__AUTHMODE", () => "ApiKey"),
            ("DASHBOARD__OTLP__PRIMARYAPIKEY", () => OtlpKey),
        })
        {
            Environment[name] = _ => value();
        }

        Probe = (_, token) => Probes.HttpAsync(new Uri($"{page.Url}/login"), token);
    }

    public string OtlpKey { get; }

    public string Address => $"{Endpoint("http").Url}/login?t={Token}";

    private string Token { get; }

    /// <summary>Null without the Aspire CLI's bundle, or when it is not wanted: everything else runs all the same.</summary>
    public static (string Program, int Port)? Find(RunSettings settings, IConfiguration configuration, Progress say)
    {
        const int Usual = 18_888;
        var program = Path.GetFullPath("../.feed/aspire/managed/aspire-managed", settings.AppHostDirectory);
        if (configuration["Dashboard"] == "no" || !File.Exists(program))
        {
            say.Line("the Aspire dashboard is left out" + (File.Exists(program) ? " as asked" : ": its program is not in .feed (see eng/feed.cs)"));
            return null;
        }

        return (program, configuration["DashboardPort"] is { } wanted ? int.Parse(wanted, CultureInfo.InvariantCulture)
            : Ports.IsFree(Usual, IPAddress.Loopback) ? Usual : 0);
    }

    public override LaunchPlan Plan(RunSettings run) => new(_program, ["dashboard"], Path.GetDirectoryName(_program)!);
}
