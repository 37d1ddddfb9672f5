using System.Text;
using CustomerOps.Demo.Running;

namespace CustomerOps.Demo.Loading;

/// <summary>Comma-separated values as RFC 4180 has them: fields in quotes may hold commas, quotes written twice, and line breaks.</summary>
internal static class CsvFile
{
    /// <summary>A field that goes on for longer has lost its quote; what follows is read anew.</summary>
    private const int MostLines = 20;

    /// <param name="columns">The header line, which also says how many fields a record has.</param>
    public static IEnumerable<Entry<string[]>> Read(string path, string name, string[] columns, Action<Fault> refuse)
    {
        if (!File.Exists(path))
        {
            refuse(new Fault(name, "file.missing", $"There is no file {path}."));
            yield break;
        }

        var lines = new Queue<(int Number, string Text)>(File.ReadLines(path).Select((text, i) => (i + 1, text)));
        if (!lines.TryDequeue(out var header) || Fields(header.Text)?.SequenceEqual(columns) != true)
        {
            refuse(new Fault($"{name}:1", "file.header", $"The first line is not {string.Join(',', columns)}."));
            yield break;
        }

        while (lines.TryDequeue(out var first))
        {
            if (first.Text.Length == 0) continue;
            var (fields, used) = (Fields(first.Text), 0);
            var text = new StringBuilder(first.Text);
            foreach (var (_, next) in lines.Take(MostLines))
            {
                if (fields is not null) break;
                used++;
                fields = Fields(text.Append('\n').Append(next).ToString());
            }

            if (fields?.Length == columns.Length)
            {
                for (; used > 0; used--) lines.Dequeue();
                yield return new Entry<string[]>(name, first.Number, fields);
            }
            else if (fields is null) refuse(new Fault($"{name}:{first.Number}", "line.unclosed-quote", "A quote is opened and never closed."));
            else
            {
                for (; used > 0; used--) lines.Dequeue();
                refuse(new Fault($"{name}:{first.Number}", "line.fields", $"{fields.Length} fields where {columns.Length} are expected."));
            }
        }
    }

    /// <returns>Null while a quote is open.</returns>
    private static string[]? Fields(string record)
    {
        var (fields, field, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < record.Length; i++)
        {
            var letter = record[i];
            if (quoted && letter == '"' && i + 1 < record.Length && record[i + 1] == '"') field.Append(record[++i]);
            else if (letter == '"' && (quoted || field.Length == 0)) quoted = !quoted;
            else if (letter == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else field.Append(letter);
        }

        fields.Add(field.ToString());
        return quoted ? null : [.. fields];
    }
}
