using System.Text;
using System.Text.Json;
using Npgsql;

namespace CustomerOps.Testing.DataProtection;

/// <summary>Looks for words everywhere in a database: in every column of every table, also of new ones, as text, as JSON writes it and in bytes.</summary>
public static class Scan
{
    /// <returns>Where which word stands: <c>table: word</c>; empty when nowhere.</returns>
    public static async Task<List<string>> Database(NpgsqlDataSource database, params string[] words)
    {
        var found = new List<string>();
        foreach (var table in await Tables(database))
        {
            await using var command = database.CreateCommand($"select word from unnest($1, $2) w (word, form) where exists (select from {table} t where strpos(lower(t::text), form) > 0) group by word");
            var forms = words.SelectMany(w => Forms(w).Select(f => (Word: w, Form: f))).Distinct().ToList();
            command.Parameters.Add(new() { Value = forms.ConvertAll(f => f.Word).ToArray() });
            command.Parameters.Add(new() { Value = forms.ConvertAll(f => f.Form).ToArray() });
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync()) found.Add($"{table}: {rows.GetString(0)}");
        }

        return found;
    }

    /// <summary>A word as it may be written down, in lower case; bytes show as their hexadecimal digits.</summary>
    public static IEnumerable<string> Forms(string word)
    {
        string[] written = [word, word.ToLowerInvariant(), word.ToUpperInvariant(), JsonEncodedText.Encode(word).ToString()];
        foreach (var form in written)
        {
            yield return form.ToLowerInvariant();
            yield return Convert.ToHexStringLower(Encoding.UTF8.GetBytes(form));
        }
    }

    private static async Task<List<string>> Tables(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("""
            select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'm', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1
            """);
        await using var rows = await command.ExecuteReaderAsync();
        var tables = new List<string>();
        while (await rows.ReadAsync()) tables.Add(rows.GetString(0));
        return tables;
    }
}
