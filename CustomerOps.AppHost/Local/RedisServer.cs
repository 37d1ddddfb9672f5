namespace Aspire.Hosting.ApplicationModel;

internal static class RedisBuilderExtensions
{
    public static IResourceBuilder<RedisResource> AddRedis(this DistributedApplicationBuilder builder, string name) =>
        builder.Add(new RedisResource(name, builder.Secrets));
}

internal sealed class RedisResource : ResourceWithConnectionString
{
    private const string Server = "/usr/bin/redis-server";
    private readonly Secrets _secrets;
    private readonly EndpointAnnotation _tcp = new("tcp", "tcp");

    public RedisResource(string name, Secrets secrets) : base(name)
    {
        _secrets = secrets;
        Endpoints.Add(_tcp);
        Probe = (_, token) => Probes.TalkAsync(_tcp.Port, Encoding.ASCII.GetBytes($"AUTH {Password}\r\nPING\r\n"),
            answer => Encoding.ASCII.GetString(answer).Contains("+PONG", StringComparison.Ordinal), token);
    }

    public override string ConnectionString => $"127.0.0.1:{_tcp.Port},password={Password}";

    private string Password => _secrets.Get($"{Name}-password");

    /// <remarks>A process title would be written over the environment, and with it over the mark by which a sweep finds the process.</remarks>
    public override Task PrepareAsync(RunSettings run, LogBuffer log, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(run.Folder(Name));
        RunSettings.WritePrivate(Path.Combine(run.Folder(Name), "redis.conf"), $"""
            bind 127.0.0.1
            port {_tcp.Port}
            requirepass {Password}
            save ""
            appendonly yes
            set-proc-title no

            """);
        return Task.CompletedTask;
    }

    public override LaunchPlan Plan(RunSettings run) => File.Exists(Server)
        ? new(Server, ["redis.conf"], run.Folder(Name))
        : throw new DistributedApplicationException("Redis is missing: apt-get install redis-server");
}
