using System.Reflection;
using CustomerOps.ServiceDefaults.Data;
using Microsoft.Extensions.Configuration;

namespace CustomerOps.Messaging;

/// <summary><c>--migrate</c>: apply the foundation's and the service's SQL files, then end.</summary>
public static class ServiceMigration
{
    /// <returns>True when it was asked for and done: the program ends.</returns>
    public static async Task<bool> RunIfAsked(string[] args, IConfiguration configuration, string service)
    {
        if (!args.Contains("--migrate")) return false;
        var applied = await Migrator.Run(Database.OwnerConnection(configuration, $"{service}-db"), typeof(ServiceMigration).Assembly, Assembly.GetEntryAssembly()!);
        Console.WriteLine(applied.Count == 0 ? "Nothing to migrate." : $"Applied {string.Join(", ", applied)}.");
        return true;
    }
}
