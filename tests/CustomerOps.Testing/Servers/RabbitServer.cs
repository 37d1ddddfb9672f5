using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace CustomerOps.Testing.Servers;

/// <summary>A RabbitMQ of our own on loopback with its management plugin; name service, cookie, ports and configuration are private.</summary>
internal sealed class RabbitServer : IAsyncDisposable
{
    private readonly string _folder = Machine.TemporaryFolder("rabbitmq");
    private readonly string _password = Machine.Secret();
    private readonly int _port, _management, _distribution, _names;
    private ServerProcess? _nameService;
    private ServerProcess? _process;

    internal RabbitServer()
    {
        if (Machine.FreePorts(4) is [var port, var management, var distribution, var names])
            (_port, _management, _distribution, _names) = (port, management, distribution, names);
    }

    internal string ConnectionString => $"amqp://customerops:{_password}@127.0.0.1:{_port}";

    internal Uri Management => new($"http://customerops:{_password}@127.0.0.1:{_management}/");

    internal async Task Start()
    {
        Configure();
        await Run();
    }

    internal async Task Restart()
    {
        if (_process is not null) await _process.Stop();
        await Run();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        if (_nameService is not null) await _nameService.DisposeAsync();
        Machine.Remove(_folder);
    }

    private void Configure()
    {
        File.WriteAllText(Path.Combine(_folder, "rabbitmq.conf"), $"""
            listeners.tcp.1 = 127.0.0.1:{_port}
            management.tcp.ip = 127.0.0.1
            management.tcp.port = {_management}
            default_user = customerops
            default_pass = {_password}
            vm_memory_high_watermark.absolute = 1GB
            disk_free_limit.absolute = 100MB
            log.file.level = warning

            """);
        File.WriteAllText(Path.Combine(_folder, "enabled_plugins"), "[rabbitmq_management].");
        File.WriteAllText(Path.Combine(_folder, "rabbitmq-env.conf"), "");
    }

    private async Task Run()
    {
        var environment = Settings();
        _nameService ??= ServerProcess.Start("epmd", _folder, ("TERM", "KILL"), [Machine.Find("epmd", "rabbitmq-server"), "-address", "127.0.0.1", "-port", $"{_names}"]);
        await _nameService.WaitUntil(() => Machine.Listens(_names), TimeSpan.FromSeconds(20));
        _process = ServerProcess.Start("rabbitmq", _folder, ("TERM", "KILL"), [Machine.Find("rabbitmq-server", "rabbitmq-server", "/usr/lib/rabbitmq/bin")], environment);
        await _process.WaitUntil(Answers, TimeSpan.FromSeconds(90));
    }

    private Dictionary<string, string> Settings() => new()
    {
        ["HOME"] = _folder, // the cookie
        ["RABBITMQ_NODENAME"] = $"customerops-{_port}@localhost",
        ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(_folder, "rabbitmq-env.conf"),
        ["RABBITMQ_CONFIG_FILE"] = Path.Combine(_folder, "rabbitmq.conf"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(_folder, "enabled_plugins"),
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_folder, "data"),
        ["RABBITMQ_LOG_BASE"] = Path.Combine(_folder, "logs"),
        ["RABBITMQ_PID_FILE"] = Path.Combine(_folder, "pid"),
        ["RABBITMQ_DIST_PORT"] = $"{_distribution}",
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["ERL_EPMD_PORT"] = $"{_names}",
        ["ERL_CRASH_DUMP_SECONDS"] = "0",
        ["RUNNING_UNDER_SYSTEMD"] = "1", // the start script then becomes the server, so that a signal reaches it
        // Loopback only, and no spinning schedulers: they would take a core from the tests.
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none",
    };

    private async Task<bool> Answers()
    {
        if (!await Machine.Listens(_port)) return false;
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{_management}/api/overview");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"customerops:{_password}")));
        try
        {
            using var answer = await client.SendAsync(request);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
