using CustomerOps.ServiceDefaults.Problems;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;

namespace CustomerOps.ServiceDefaults.Grpc;

/// <summary>Translates broken rules for gRPC callers; nothing internal leaks.</summary>
internal sealed class GrpcProblems(ILogger<GrpcProblems> log) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try { return await continuation(request, context); }
        catch (NotFound e) { throw new RpcException(new Status(StatusCode.NotFound, e.Code)); }
        catch (RuleViolation e) { throw new RpcException(new Status(StatusCode.FailedPrecondition, e.Code)); }
        catch (FormatException) { throw new RpcException(new Status(StatusCode.InvalidArgument, "request.malformed")); }
        catch (Exception e) when (e is not RpcException and not OperationCanceledException)
        {
            log.LogError(e, "gRPC call failed");
            throw new RpcException(new Status(StatusCode.Internal, "service.failed"));
        }
    }
}
