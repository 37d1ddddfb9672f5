using System.Text.RegularExpressions;

namespace CustomerOps.Architecture.Tests.Rules;

internal static partial class MigrationRules
{
    /// <summary>File names are NNNN_what.sql; the first of a project has its first number and none stands twice. Gaps are room for work that goes on at the same time.</summary>
    internal static IEnumerable<string> Numbering(IEnumerable<string> fileNames, int first = 1)
    {
        var (least, started) = (first, false);
        foreach (var name in fileNames.Order(StringComparer.Ordinal))
        {
            if (!Numbered().IsMatch(name)) yield return $"{name} is not named NNNN_what.sql";
            else if (int.Parse(name[..4]) is var number && (number < least || (!started && number != first))) yield return $"{name} should be number {least:0000}";
            else (least, started) = (number + 1, true);
        }
    }

    /// <summary>Every table says whose its rows are, and the database itself refuses the rows of others, also to the tables' owner.</summary>
    internal static IEnumerable<string> Unprotected(string sql)
    {
        var statements = Comment().Replace(sql, "");
        foreach (Match table in Table().Matches(statements))
        {
            var name = table.Groups["name"].Value;
            if (!TenantColumn().IsMatch(table.Groups["body"].Value)) yield return $"table {name} has no tenant_id";
            else if (!ByProcedure(name).IsMatch(statements) && !(Enabled(name).IsMatch(statements) && Forced(name).IsMatch(statements)))
                yield return $"table {name} has no forced row-level security";
        }
    }

    /// <summary>The procedure that <see cref="Unprotected"/> trusts does force it.</summary>
    internal static bool ProcedureForces(string sql) =>
        sql.Contains("create procedure own_by_tenant", StringComparison.Ordinal) && sql.Contains("enable row level security", StringComparison.Ordinal)
        && sql.Contains("force row level security", StringComparison.Ordinal) && sql.Contains("create policy", StringComparison.Ordinal);

    private static Regex ByProcedure(string table) => new($@"call\s+own_by_tenant\s*\(\s*'{Regex.Escape(table)}'", RegexOptions.IgnoreCase);

    private static Regex Enabled(string table) => new($@"alter\s+table\s+{Regex.Escape(table)}\s+enable\s+row\s+level\s+security", RegexOptions.IgnoreCase);

    private static Regex Forced(string table) => new($@"alter\s+table\s+{Regex.Escape(table)}\s+force\s+row\s+level\s+security", RegexOptions.IgnoreCase);

    [GeneratedRegex(@"^\d{4}_[a-z0-9_]+\.sql$")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"create\s+table\s+(if\s+not\s+exists\s+)?(?<name>[\w.""]+)\s*\((?<body>.*?)\)\s*(partition\b[^;]*)?;", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Table();

    [GeneratedRegex(@"(^|[\s,(])tenant_id\s+uuid\b", RegexOptions.IgnoreCase)]
    private static partial Regex TenantColumn();

    [GeneratedRegex(@"--[^\n]*")]
    private static partial Regex Comment();
}
