using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using CustomerOps.Testing.Servers;
using Npgsql;

namespace CustomerOps.Benchmarks;

/// <summary>The machine and the versions a table belongs to.</summary>
internal static class Surroundings
{
    public static async Task<string> Describe(TestServers servers)
    {
        var processor = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30);
        return $"{Environment.ProcessorCount} cores ({processor}), {memory:N0} GiB, {RuntimeInformation.FrameworkDescription}, PostgreSQL {await Postgres(servers)}, RabbitMQ {await Rabbit(servers)}; clients, services and servers all on it";
    }

    private static async Task<string> Postgres(TestServers servers)
    {
        await using var connection = new NpgsqlConnection(servers.Postgres("floor"));
        await connection.OpenAsync();
        return connection.PostgreSqlVersion.ToString();
    }

    private static async Task<string> Rabbit(TestServers servers)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(servers.RabbitManagement.UserInfo)));
        var overview = JsonDocument.Parse(await http.GetStringAsync(new Uri(new Uri(servers.RabbitManagement.GetLeftPart(UriPartial.Authority)), "/api/overview")));
        return overview.RootElement.GetProperty("rabbitmq_version").GetString()!;
    }
}
