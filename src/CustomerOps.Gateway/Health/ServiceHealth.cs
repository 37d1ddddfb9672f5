using CustomerOps.Gateway.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CustomerOps.Gateway.Health;

/// <summary>Whether one service is ready, asked with a deadline of two seconds. The gateway serves the others meanwhile: degraded, not unhealthy.</summary>
internal sealed class ServiceHealth(string service, IHttpClientFactory http, IConfiguration configuration) : IHealthCheck
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            using var client = http.CreateClient();
            client.Timeout = AnswerWithin;
            using var answer = await client.GetAsync(new Uri(new Uri(ServiceRoutes.AddressOf(service, configuration)), "/health"), cancellationToken);
            return answer.IsSuccessStatusCode ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("not ready");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested) { return HealthCheckResult.Degraded("does not answer"); }
    }
}
