using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CustomerOps.Contracts;
using CustomerOps.Contracts.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace CustomerOps.Messaging.PersonalData;

/// <summary>
/// Who was erased, by keyed marks of ids and addresses. An event from before that names them is not taken up any more, whether it waited in a queue,
/// in an error queue or was told twice: what nobody keeps cannot come back.
/// </summary>
public sealed partial class ErasedPeople(IConfiguration configuration)
{
    private const int LongestAddress = 254;

    // The first marks; marks made by the one before are known too, as long as it is told.
    private readonly byte[][] _keys =
        [.. new[] { configuration["Keys:Service"] ?? throw new InvalidOperationException("Keys:Service is not set."), configuration["Keys:ServicePrevious"] }.Where(secret => !string.IsNullOrEmpty(secret))
            .Select(secret => HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret!), 32, info: "erased-people"u8.ToArray()))];

    /// <summary>With the transaction that erases them.</summary>
    public async Task Remember(MessagingDb db, PersonSought person, DateTimeOffset now, CancellationToken ct)
    {
        var tenant = db.Tenant.Required;
        byte[][] marks = [.. person.Customers.Select(c => c.ToString()).Concat(person.Addresses).Select(v => Mark(_keys[0], tenant, v)).DistinctBy(Convert.ToHexString)];
        await db.Database.ExecuteSqlAsync($"insert into erased_people (tenant_id, mark, erased_at) select {tenant}, unnest({marks}), {now} on conflict (tenant_id, mark) do update set erased_at = excluded.erased_at", ct);
    }

    /// <summary>What is being handled is finished and what comes next waits until the erasure has committed: or it would put back what was just taken.</summary>
    internal static Task HoldBack(MessagingDb db, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({Gate(db.Tenant.Required)}, 0))", ct);

    /// <summary>Whoever handles an event goes through here together.</summary>
    internal static string Gate(Guid tenant) => $"{tenant}/erasure";

    /// <summary>Those events that are not about somebody who was erased after they were told. An order to erase is always heard.</summary>
    internal async Task<CloudEvent<T>[]> WithoutErased<T>(MessagingDb db, CloudEvent<T>[] told, CancellationToken ct) where T : class
    {
        if (typeof(T) == typeof(ErasureOrdered) || !await db.Database.SqlQuery<bool>($"select exists (select from erased_people) as \"Value\"").SingleAsync(ct)) return told;
        List<CloudEvent<T>> heard = [];
        foreach (var one in told)
        {
            var time = one.Time.ToUniversalTime();
            byte[][] marks = [.. Named(Said.In(JsonSerializer.SerializeToUtf8Bytes(one.Data, ContractJson.Options))).Distinct().Take(1_000).SelectMany(v => _keys.Select(key => Mark(key, one.TenantId, v)))];
            if (!await db.Database.SqlQuery<bool>($"select exists (select from erased_people where mark = any({marks}) and erased_at > {time}) as \"Value\"").SingleAsync(ct)) heard.Add(one);
        }

        return [.. heard];
    }

    private static byte[] Mark(byte[] key, Guid tenant, string value) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{tenant}/{value}"));

    /// <summary>Ids, and whatever looks like an address, in lower case. From each @ outwards: a file in a message has none, however long it is.</summary>
    private static IEnumerable<string> Named(string said)
    {
        foreach (Match id in Ids().Matches(said)) yield return id.Value.ToLowerInvariant();
        for (var at = said.IndexOf('@', StringComparison.Ordinal); at >= 0; at = said.IndexOf('@', at + 1))
        {
            var (from, to) = (at, at);
            while (from > 0 && at - from < LongestAddress && IsOfAddress(said[from - 1])) from--;
            while (to < said.Length - 1 && to - at < LongestAddress && IsOfAddress(said[to + 1])) to++;
            yield return said[from..(to + 1)].ToLowerInvariant();
        }

        static bool IsOfAddress(char c) => !char.IsWhiteSpace(c) && !"\"<>,;:()\\@".Contains(c, StringComparison.Ordinal);
    }

    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")]
    private static partial Regex Ids();
}
