using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace CustomerOps.Messaging.PersonalData;

/// <summary>Takes a person out of the service's database, in the transaction that is under way.</summary>
public sealed class Eraser(MessagingDb db, PersonalDataCatalogue catalogue, ErasedPeople erased, IEnumerable<IErasureFollower> followers)
{
    /// <param name="words">Regular expression, in what PostgreSQL and .NET both read, of the words that tell the person from others; null erases their own rows only.</param>
    /// <param name="earlier">A look for the same person before; null where there was none.</param>
    /// <returns>How many rows of which table were changed or removed.</returns>
    public async Task<SortedDictionary<string, long>> Erase(PersonSought person, string? words, DateTimeOffset now, CancellationToken ct, EarlierLook? earlier = null)
    {
        // Also what was opened since the erasure was ordered.
        person = await person.WithCases(db, catalogue, ct);
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var unless = earlier is null ? "" : $" and xmin <> '{earlier.By}'::xid8::xid";
        SortedDictionary<string, long> changed = new(StringComparer.Ordinal);
        foreach (var follower in followers) await follower.Before(person, words, earlier?.Since, ct);
        foreach (var rows in catalogue.Rows)
        {
            if (!rows.Erased) continue;
            var what = rows.Blank is null ? $"delete from {rows.Table}" : $"update {rows.Table} set {rows.Blank}";
            await using var command = person.Command(connection, $"{what} where tenant_id = current_tenant() and ({rows.Theirs}){unless}");
            Count(rows.Table, await command.ExecuteNonQueryAsync(ct));
        }

        if (words is not null)
        {
            await Forget(connection, ct);
            await foreach (var (table, rows) in EraseWords(connection, words, earlier?.Since, ct)) Count(table, rows);
        }

        foreach (var follower in followers) await follower.After(ct);
        await erased.Remember(db, person, now, ct);
        return changed;

        void Count(string table, long rows)
        {
            if (rows > 0) changed[table] = changed.GetValueOrDefault(table) + rows;
        }
    }

    private async IAsyncEnumerable<(string Table, long Rows)> EraseWords(NpgsqlConnection connection, string words, long? since, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select name, changed from erase_words($1, $2, $3)", connection) { CommandTimeout = 600, Parameters = { new() { Value = words }, new() { Value = catalogue.AllKept }, new() { Value = (object?)since ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint } } };
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) yield return (rows.GetString(0), rows.GetInt64(1));
    }

    /// <summary>Answers kept for a day, for who asks twice: that they were given stays known, what they said does not.</summary>
    private static async Task Forget(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("update idempotency_keys set body = '' where tenant_id = current_tenant() and octet_length(body) > 0", connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
