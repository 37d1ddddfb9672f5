using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace CustomerOps.AppHost.Sample;

/// <summary>The same shape as AppHost.cs, small: servers, a database with its migration, two services (one with two replicas), a front.</summary>
internal static class SampleModel
{
    public static void Run(string[] args)
    {
        var builder = DistributedApplication.CreateBuilder(args);
        var project = builder.Configuration["SampleProject"] ?? throw new InvalidOperationException("SampleProject is not set");
        var servers = builder.Configuration["SampleServers"] != "no";
        var operatorKey = builder.AddParameter("operator-key", new GenerateParameterDefault { MinLength = 48, Special = false }, secret: true, persist: true);

        var back = builder.AddProject("back", project).WithArgs("serve")
            .WithHttpEndpoint(env: "HTTP_PORTS")
            .WithEnvironment("Keys__Operator", operatorKey)
            .WithHttpHealthCheck("/health")
            .WithHttpCommand("/internal/re-drive", "Re-drive error queues", commandName: "re-drive", commandOptions: new HttpCommandOptions
            {
                PrepareRequest = async context =>
                    context.Request.Headers.Add("X-Operator-Key", await operatorKey.Resource.GetValueAsync(context.CancellationToken)),
            });
        if (servers)
        {
            var postgres = builder.AddPostgres("postgres").WithDataVolume();
            var bus = builder.AddRabbitMQ("bus").WithDataVolume().WithManagementPlugin();
            var cache = builder.AddRedis("cache");
            var database = postgres.AddDatabase("back-db");
            var migration = builder.AddProject("back-migration", project).WithArgs("--migrate").WithReference(database).WaitFor(database)
                .WithEnvironment("BROKEN_MIGRATION", builder.Configuration["BROKEN_MIGRATION"]);
            back.WithReference(database).WithReference(bus).WithReference(cache).WaitForCompletion(migration).WaitFor(bus).WaitFor(cache);
        }

        var pair = builder.AddProject("pair", project).WithArgs("serve").WithReplicas(2)
            .WithHttpEndpoint(env: "HTTP_PORTS").WithHttpHealthCheck("/health").WithReference(back).WaitFor(back);
        var port = int.Parse(builder.Configuration["GatewayPort"] ?? "0");
        builder.AddProject("gateway", project).WithArgs("serve")
            .WithHttpEndpoint(port: port == 0 ? null : port, env: "HTTP_PORTS").WithExternalHttpEndpoints()
            .WithHttpEndpoint(name: "internal", env: "INTERNAL_PORT")
            .WithHttpHealthCheck("/health").WithReference(back).WithReference(pair)
            .WithEnvironment("SICK", builder.Configuration["SICK"])
            .WithUrlForEndpoint("http", url => url.DisplayText = "API")
            .WaitFor(back).WaitFor(pair);
        builder.Build().Run();
    }
}
