namespace Aspire.Hosting.ApplicationModel;

internal static class RabbitMqBuilderExtensions
{
    public static IResourceBuilder<RabbitMqServerResource> AddRabbitMQ(this DistributedApplicationBuilder builder, string name) =>
        builder.Add(new RabbitMqServerResource(name, builder.Secrets));

    /// <summary>The local server always keeps its data, in the data directory.</summary>
    public static IResourceBuilder<RabbitMqServerResource> WithDataVolume(this IResourceBuilder<RabbitMqServerResource> builder) => builder;

    public static IResourceBuilder<RabbitMqServerResource> WithManagementPlugin(this IResourceBuilder<RabbitMqServerResource> builder)
    {
        builder.Resource.Endpoints.Add(new EndpointAnnotation("management", "http"));
        return builder;
    }
}

internal sealed class RabbitMqServerResource : ResourceWithConnectionString
{
    private const string Server = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private readonly Secrets _secrets;
    private readonly EndpointAnnotation _amqp = new("tcp", "amqp");

    public RabbitMqServerResource(string name, Secrets secrets) : base(name)
    {
        _secrets = secrets;
        var (epmd, distribution) = (new EndpointAnnotation("epmd", "tcp"), new EndpointAnnotation("distribution", "tcp"));
        Endpoints.AddRange([_amqp, epmd, distribution]);
        Environment["ERL_EPMD_PORT"] = _ => $"{epmd.Port}";
        Environment["ERL_EPMD_ADDRESS"] = _ => "127.0.0.1";
        Environment["RABBITMQ_DIST_PORT"] = _ => $"{distribution.Port}";
        Environment["RABBITMQ_NODENAME"] = _ => $"{Name}@localhost";
        Environment["RABBITMQ_LOGS"] = _ => "-";
        // Idle schedulers that spin would take the processor from the services; distribution stays on loopback.
        Environment["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = _ =>
            "+sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}";
        Probe = (_, token) => Probes.TalkAsync(_amqp.Port, "AMQP\0\0\x09\x01"u8.ToArray(), answer => answer[0] == 1, token);
    }

    public override string ConnectionString => $"amqp://guest:{Password}@127.0.0.1:{_amqp.Port}";

    private string Password => _secrets.Get($"{Name}-password");

    public override Task PrepareAsync(RunSettings run, LogBuffer log, CancellationToken cancellationToken)
    {
        var home = run.Folder(Name);
        var management = Endpoints.Find(e => e.Name == "management");
        Directory.CreateDirectory(home);
        RunSettings.WritePrivate(Path.Combine(home, "rabbitmq.conf"), $"""
            listeners.tcp.1 = 127.0.0.1:{_amqp.Port}
            default_user = guest
            default_pass = {Password}
            log.console.level = info
            log.connection.level = error
            {(management is null ? "" : $"management.tcp.ip = 127.0.0.1\nmanagement.tcp.port = {management.Port}")}

            """);
        File.WriteAllText(Path.Combine(home, "enabled_plugins"), management is null ? "[]." : "[rabbitmq_management].");
        foreach (var (variable, place) in new[]
        {
            ("HOME", "."), ("RABBITMQ_MNESIA_BASE", "mnesia"), ("RABBITMQ_LOG_BASE", "log"), ("RABBITMQ_CONFIG_FILE", "rabbitmq.conf"),
            ("RABBITMQ_ENABLED_PLUGINS_FILE", "enabled_plugins"), ("RABBITMQ_CONF_ENV_FILE", "none.conf"), ("RABBITMQ_ADVANCED_CONFIG_FILE", "none.config"),
        })
        {
            Environment[variable] = _ => Path.GetFullPath(place, home);
        }

        return Task.CompletedTask;
    }

    public override LaunchPlan Plan(RunSettings run) => File.Exists(Server)
        ? new(Server, [], run.Folder(Name))
        : throw new DistributedApplicationException("RabbitMQ is missing: apt-get install rabbitmq-server");
}
