using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace CustomerOps.ServiceDefaults.Data;

/// <summary>
/// The two ways into a service's database. The configured connection string is the owner's: only migrations use it. The service
/// itself logs in as <c>customerops_app</c>, a role without BYPASSRLS whose password is derived from the owner's.
/// </summary>
public static class Database
{
    public const string AppRole = "customerops_app";

    public static string OwnerConnection(IConfiguration configuration, string name) =>
        configuration.GetConnectionString(name) ?? throw new InvalidOperationException($"ConnectionStrings:{name} is not set.");

    public static string AppConnection(IConfiguration configuration, string name)
    {
        var builder = new NpgsqlConnectionStringBuilder(OwnerConnection(configuration, name));
        builder.Password = AppPassword(builder.Password ?? "");
        builder.Username = AppRole;
        builder.NoResetOnClose = true; // TenantSessions sees to the one setting we use
        builder.MaxAutoPrepare = 64;
        builder.AutoPrepareMinUsages = 3;
        builder.MaxPoolSize = configuration.GetValue("DatabasePoolSize", 32);
        builder.Timeout = 5;
        builder.CommandTimeout = 15;
        builder.ApplicationName = "customerops";
        return builder.ConnectionString;
    }

    /// <summary>The service's pool of sessions, each of which <paramref name="sessions"/> tells whom it serves.</summary>
    public static NpgsqlDataSource Open(IConfiguration configuration, string name, TenantSessions sessions)
    {
        var builder = new NpgsqlDataSourceBuilder(AppConnection(configuration, name));
        builder.UsePhysicalConnectionInitializer(sessions.Begin, connection => { sessions.Begin(connection); return Task.CompletedTask; });
        return builder.Build();
    }

    internal static string AppPassword(string ownerPassword) =>
        Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(ownerPassword.PadRight(16, '.')), 24, info: Encoding.UTF8.GetBytes(AppRole)));
}
