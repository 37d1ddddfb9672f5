using System.Diagnostics.Metrics;
using Npgsql;

namespace CustomerOps.Messaging;

/// <summary>A number of the business over all organisations, as the database's function <c>business_figures()</c> counts it: of few kinds, and naming nobody.</summary>
internal sealed record BusinessFigure(string Name, string Tags, double Value)
{
    public Measurement<double> Measured => new(Value, Tags.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(t => t.Split('=', 2)).Select(t => KeyValuePair.Create(t[0], (object?)t[^1])));

    public static async Task<IReadOnlyList<BusinessFigure>> Read(BackgroundConnections connections, CancellationToken stop)
    {
        await using var connection = await connections.Open(stop);
        await using var command = new NpgsqlCommand("select figure, tags, value from business_figures()", connection) { CommandTimeout = 5 };
        await using var rows = await command.ExecuteReaderAsync(stop);
        var figures = new List<BusinessFigure>();
        while (await rows.ReadAsync(stop)) figures.Add(new(rows.GetString(0), rows.GetString(1), rows.GetDouble(2)));
        return figures;
    }
}
