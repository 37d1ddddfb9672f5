using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CustomerOps.ServiceDefaults.Telemetry;

/// <summary>Logs, metrics and traces by OTLP to wherever OTEL_EXPORTER_OTLP_ENDPOINT points (the Aspire dashboard); nothing when it is not set.</summary>
internal static class TelemetrySetup
{
    public static void AddTelemetry(this WebApplicationBuilder builder, string service)
    {
        // What every request and query says of itself is in the traces; the log is for what somebody should read.
        foreach (var chatty in (string[])["Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "System.Net.Http.HttpClient", "Yarp", "Grpc"]) builder.Logging.AddFilter(chatty, LogLevel.Warning);
        builder.Logging.AddSimpleConsole(console => { console.SingleLine = true; console.UseUtcTimestamp = true; console.TimestampFormat = "HH:mm:ss.fff "; });
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) return;
        // No scopes: the request's would bring its path, which may hold a one-time token. The trace id says which request it was.
        builder.Logging.AddOpenTelemetry(logs => logs.IncludeFormattedMessage = true);
        // Without this a request's span says neither method nor status.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(builder.Configuration["OTEL_SERVICE_NAME"] ?? service, autoGenerateServiceInstanceId: false))
            .WithMetrics(metrics => metrics
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime", "Npgsql", "CustomerOps*"))
            .WithTracing(traces => traces
                .AddSource("Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "Yarp.ReverseProxy", "CustomerOps*")
                .AddProcessor(new QuietRoutes()).AddProcessor(new SafeAddresses()))
            .UseOtlpExporter();
    }
}
