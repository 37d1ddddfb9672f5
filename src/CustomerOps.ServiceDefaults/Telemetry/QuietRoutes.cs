using System.Diagnostics;
using OpenTelemetry;

namespace CustomerOps.ServiceDefaults.Telemetry;

/// <summary>Leaves health probes out of the traces; they would drown what people do.</summary>
internal sealed class QuietRoutes : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (data.GetTagItem("url.path") is "/health" or "/alive") data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }
}
