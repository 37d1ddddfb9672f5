using CustomerOps.Contracts.DataProtection;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace CustomerOps.Messaging.PersonalData;

/// <summary>Whose data is exported or erased.</summary>
/// <param name="Customers">All customer records of the person.</param>
/// <param name="Cases">Cases that are theirs, or, for retention, cases alone.</param>
/// <param name="Addresses">E-mail addresses in lower case.</param>
public sealed record PersonSought(IReadOnlyList<Guid> Customers, IReadOnlyList<Guid> Cases, IReadOnlyList<string> Addresses)
{
    internal static PersonSought By(ErasureOrdered order) => new(order.Customers, order.Cases, order.Addresses);

    /// <summary>The same person with the cases they have now, where the service keeps cases.</summary>
    public async Task<PersonSought> WithCases(MessagingDb db, PersonalDataCatalogue catalogue, CancellationToken ct)
    {
        if (catalogue.Cases is null || Customers.Count == 0) return this;
        await db.Database.OpenConnectionAsync(ct);
        await using var command = Command((NpgsqlConnection)db.Database.GetDbConnection(), catalogue.Cases);
        await using var rows = await command.ExecuteReaderAsync(ct);
        List<Guid> cases = [.. Cases];
        while (await rows.ReadAsync(ct)) cases.Add(rows.GetGuid(0));
        return this with { Cases = [.. cases.Distinct()] };
    }

    /// <summary>A statement about this person, as the catalogue's; every parameter is used, so that its type is known.</summary>
    public NpgsqlCommand Command(NpgsqlConnection connection, string sql) => new($"with asked as (select $1::uuid[], $2::uuid[], $3::text[]) {sql}", connection)
    {
        CommandTimeout = 300,
        Parameters =
        {
            new() { Value = Customers.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
            new() { Value = Cases.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
            new() { Value = Addresses.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
        },
    };
}
