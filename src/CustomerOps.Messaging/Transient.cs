using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerOps.Messaging;

/// <summary>Failures that pass by themselves: a server that restarts, a deadlock, an update that lost a race.</summary>
internal static class Transient
{
    public static bool Is(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow } => true,
        NpgsqlException { IsTransient: true } => true,
        DbUpdateConcurrencyException or TimeoutException or SocketException => true,
        Grpc.Core.RpcException { StatusCode: Grpc.Core.StatusCode.Unavailable or Grpc.Core.StatusCode.DeadlineExceeded } => true,
        { InnerException: { } inner } => Is(inner),
        _ => false,
    };
}
