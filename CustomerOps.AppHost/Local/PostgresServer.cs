using Npgsql;

namespace Aspire.Hosting.ApplicationModel;

internal static class PostgresBuilderExtensions
{
    public static IResourceBuilder<PostgresServerResource> AddPostgres(this DistributedApplicationBuilder builder, string name) =>
        builder.Add(new PostgresServerResource(name, builder.Secrets));

    /// <summary>The local server always keeps its data, in the data directory.</summary>
    public static IResourceBuilder<PostgresServerResource> WithDataVolume(this IResourceBuilder<PostgresServerResource> builder) => builder;

    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(this IResourceBuilder<PostgresServerResource> builder, string name)
    {
        var database = builder.ApplicationBuilder.Add(new PostgresDatabaseResource(name, builder.Resource));
        return database.WaitFor(builder);
    }
}

internal sealed class PostgresServerResource : ResourceWithConnectionString
{
    private readonly Secrets _secrets;
    private readonly EndpointAnnotation _tcp = new("tcp", "tcp");

    public PostgresServerResource(string name, Secrets secrets) : base(name)
    {
        _secrets = secrets;
        Endpoints.Add(_tcp);
        Probe = async (_, token) => await ExecuteAsync("SELECT 1", token);
    }

    public override string ConnectionString => $"Host=127.0.0.1;Port={_tcp.Port};Username=postgres;Password={Password}";

    private string Password => _secrets.Get($"{Name}-password");

    /// <summary>The cluster is made beside its place and moved there whole, so an interrupted first start leaves nothing half-made.</summary>
    public override async Task PrepareAsync(RunSettings run, LogBuffer log, CancellationToken cancellationToken)
    {
        const string Make = """
            set -e; umask 077; rm -rf "$1.new" "$1.password"; cat > "$1.password"
            "$2/initdb" -D "$1.new" -U postgres -A scram-sha-256 -E UTF8 --locale=C.UTF-8 --pwfile="$1.password"
            rm "$1.password"; mv "$1.new" "$1"
            """;
        var home = run.Folder(Name);
        if (User is not null)
        {
            await LocalProcess.RunAsync(new("install", ["-d", "-o", User, "-m", "0700", home], "/"), null, log, cancellationToken);
            await LocalProcess.RunAsync(new("test", ["-x", home], "/", User), null, log, cancellationToken,
                $"PostgreSQL refuses root, and its user '{User}' cannot enter {home}: choose another data directory (CUSTOMEROPS_DATA).");
        }

        var cluster = Path.Combine(home, "data");
        if (!Directory.Exists(cluster))
        {
            await LocalProcess.RunAsync(new("sh", ["-c", Make, "initdb", cluster, Binaries()], "/", User), Password, log, cancellationToken);
        }
    }

    public override LaunchPlan Plan(RunSettings run) => new(Path.Combine(Binaries(), "postgres"),
        ["-D", Path.Combine(run.Folder(Name), "data"), "-p", $"{_tcp.Port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
            "-c", "max_connections=400", "-c", "shared_buffers=256MB"],
        run.Folder(Name), User, Signals.Interrupt);

    public async Task<object?> ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection($"{ConnectionString};Database=postgres;Pooling=false;Timeout=5;Command Timeout=20");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private static string? User => System.Environment.IsPrivilegedProcess ? "postgres" : null;

    private static string Binaries() =>
        Directory.Exists("/usr/lib/postgresql") &&
        Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(Path.GetFileName).Select(v => Path.Combine(v, "bin"))
            .FirstOrDefault(bin => File.Exists(Path.Combine(bin, "postgres"))) is { } found
            ? found
            : throw new DistributedApplicationException("PostgreSQL is missing: apt-get install postgresql");
}

internal sealed class PostgresDatabaseResource : ResourceWithConnectionString
{
    private readonly PostgresServerResource _server;

    public PostgresDatabaseResource(string name, PostgresServerResource server) : base(name)
    {
        _server = server;
        Parent = server;
        Probe = server.Probe;
    }

    public override string Kind => "PostgresDatabaseResource";

    public override string ConnectionString => $"{_server.ConnectionString};Database={Name}";

    public override async Task PrepareAsync(RunSettings run, LogBuffer log, CancellationToken cancellationToken)
    {
        if (await _server.ExecuteAsync($"SELECT 1 FROM pg_database WHERE datname = '{Name}'", cancellationToken) is null)
        {
            await _server.ExecuteAsync($"CREATE DATABASE \"{Name}\"", cancellationToken);
            log.Add($"created {Name}");
        }
    }
}
