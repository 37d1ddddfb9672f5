using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CustomerOps.Messaging.PersonalData;

/// <summary>One row of what is kept of a person.</summary>
/// <param name="Json">A JSON object; columns as the database names them, files left out.</param>
public sealed record KeptRow(string Table, string Json);

/// <summary>Everything the service keeps of a person: what an erasure takes is what an export shows.</summary>
public sealed class Exporter(MessagingDb db, PersonalDataCatalogue catalogue)
{
    /// <summary>Streamed, table by table.</summary>
    public async IAsyncEnumerable<KeptRow> Export(PersonSought person, [EnumeratorCancellation] CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        foreach (var rows in catalogue.Rows.Where(r => r.Exported).Reverse().GroupBy(r => r.Table))
        {
            var sql = $"select (to_jsonb(t) - 'tenant_id' - 'content')::text from {rows.Key} t where tenant_id = current_tenant() and (({string.Join(") or (", rows.Select(r => r.Theirs))}))";
            await using var command = person.Command((NpgsqlConnection)db.Database.GetDbConnection(), sql);
            await using var found = await command.ExecuteReaderAsync(ct);
            while (await found.ReadAsync(ct)) yield return new KeptRow(rows.Key, found.GetString(0));
        }
    }
}
