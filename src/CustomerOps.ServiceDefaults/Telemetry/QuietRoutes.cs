using System.Diagnostics;
using OpenTelemetry;

namespace CustomerOps.ServiceDefaults.Telemetry;

/// <summary>Leaves health probes and our loops' own looks into the database out of the traces; they would drown what people do.</summary>
internal sealed class QuietRoutes : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        var aLoopsOwnLook = data.Source.Name == "Npgsql" && data.ParentId is null;
        if (aLoopsOwnLook || data.DisplayName is "GET /health" or "GET /alive") data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}
