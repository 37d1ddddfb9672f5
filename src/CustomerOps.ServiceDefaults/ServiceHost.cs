using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Cache;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CustomerOps.ServiceDefaults;

/// <summary>What every host of CustomerOps does alike: ports, telemetry, health, problem details, callers, JSON.</summary>
public static class ServiceHost
{
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder, string service)
    {
        builder.Services.AddSingleton(new ServiceName(service));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<RedisLink>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(15));
        builder.WebHost.UseServicePorts(builder.Configuration);
        builder.AddTelemetry(service);
        builder.Services.AddHealthChecks();
        builder.Services.AddProblems();
        builder.Services.AddApiJson();
        builder.Services.AddApiDocument(service);
        builder.Services.AddOperatorAccess(builder.Configuration);
        return builder;
    }

    /// <summary>The pipeline in front of a service's own endpoints. Every route below it demands an authenticated caller unless it says otherwise.</summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        app.UseProblems();
        app.UseRouting().UseSpanNames();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealth();
        return app;
    }
}

/// <summary>The name this host has in the app model, for example <c>ticketing</c>.</summary>
public sealed record ServiceName(string Value);
