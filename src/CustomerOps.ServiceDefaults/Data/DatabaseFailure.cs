using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerOps.ServiceDefaults.Data;

public static class DatabaseFailure
{
    /// <summary>What went wrong, however EF wraps it: a failed save, and around it, or around a query, what may pass when tried again.</summary>
    public static Exception Cause(Exception exception) => exception switch
    {
        DbUpdateException { InnerException: NpgsqlException inner } => inner,
        InvalidOperationException { InnerException: (DbUpdateException or NpgsqlException or TimeoutException) and var passing } => Cause(passing),
        _ => exception,
    };
}
