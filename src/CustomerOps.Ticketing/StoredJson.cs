using System.Text.Json;
using CustomerOps.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing;

internal static class StoredJson
{
    /// <summary>Kept as jsonb, closed sets by their words; equal when written equal.</summary>
    public static void AsJson<T>(this PropertyBuilder<T> property) where T : class => property.HasColumnType("jsonb").HasConversion(
        v => Write(v), v => Read<T>(v), new ValueComparer<T>((a, b) => Write(a) == Write(b), v => Write(v).GetHashCode(StringComparison.Ordinal), v => Read<T>(Write(v))));

    public static bool Same<T>(T one, T other) => Write(one) == Write(other);

    private static string Write<T>(T? value) => JsonSerializer.Serialize(value, ContractJson.Options);

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, ContractJson.Options) ?? throw new JsonException("The column holds null.");
}
