using CustomerOps.ServiceDefaults.Access;
using Grpc.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CustomerOps.ServiceDefaults.Grpc;

/// <summary>gRPC between services: always a deadline, always a service token.</summary>
public static class GrpcSetup
{
    public static IServiceCollection AddGrpcAnswers(this IServiceCollection services)
    {
        services.AddGrpc(options => { options.Interceptors.Add<GrpcProblems>(); options.MaxReceiveMessageSize = 1024 * 1024; });
        return services;
    }

    /// <summary>A client of the service named in the app model. Call it with <c>ServiceToken.Headers(tenant)</c> and a deadline.</summary>
    /// <param name="name">By which <c>GrpcClientFactory</c> makes it, where several services answer to the same contract.</param>
    public static IServiceCollection AddServiceClient<TClient>(this IServiceCollection services, IConfiguration configuration, string service, string? name = null) where TClient : ClientBase
    {
        services.TryAddSingleton<ServiceToken>();
        services.AddGrpcClient<TClient>(name ?? typeof(TClient).Name, options => options.Address = new Uri(configuration[$"services:{service}:grpc:0"] ?? throw new InvalidOperationException($"services:{service}:grpc:0 is not set.")))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { EnableMultipleHttp2Connections = true, ConnectTimeout = TimeSpan.FromSeconds(2), PooledConnectionIdleTimeout = TimeSpan.FromMinutes(5) });
        return services;
    }
}
