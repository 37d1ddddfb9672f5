using CustomerOps.Testing.Servers;

namespace CustomerOps.Testing.Stack;

/// <summary>The mail service as a process of its own, with its door for mails open. Nothing it sends goes anywhere.</summary>
public sealed class MailService : IAsyncDisposable
{
    private readonly ServerProcess _process;

    private MailService(ServerProcess process, int port) => (_process, SmtpPort) = (process, port);

    public int SmtpPort { get; }

    /// <param name="mailboxes">JSON: address → organisation.</param>
    public static async Task<MailService> Start(string bus, string mailboxes)
    {
        var (ports, folder) = (Machine.FreePorts(2), Machine.TemporaryFolder("mail"));
        var program = Path.Combine(Repository.Root, "src/CustomerOps.Mail/src/main.js");
        var process = ServerProcess.Start("mail", folder, ("TERM", "KILL"), ["node", program], new Dictionary<string, string>
        {
            ["ConnectionStrings__bus"] = bus, ["SMTP_URL"] = "smtp://127.0.0.1:9", ["PORT"] = $"{ports[0]}", ["SMTP_IN_PORT"] = $"{ports[1]}",
            ["MAILBOXES"] = mailboxes, ["MAIL_JOURNAL"] = Path.Combine(folder, "journal"),
        });
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        await process.WaitUntil(() => HasBroker(http, new Uri($"http://127.0.0.1:{ports[0]}/health")), TimeSpan.FromSeconds(60));
        return new MailService(process, ports[1]);
    }

    public async ValueTask DisposeAsync() => await _process.DisposeAsync();

    private static async Task<bool> HasBroker(HttpClient http, Uri health)
    {
        try
        {
            using var answer = await http.GetAsync(health);
            return !(await answer.Content.ReadAsStringAsync()).Contains("broker", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException) { return false; }
    }
}
