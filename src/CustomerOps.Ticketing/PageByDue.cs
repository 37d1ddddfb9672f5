using System.Globalization;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing;

/// <summary>Pages of what is due, the most pressing first and what is never due last: by <c>DueOrder</c>, which the database computes, and <c>Id</c>.</summary>
internal static class PageByDue
{
    public static async Task<Page<TView>> DueFirst<TRow, TView>(
        this IQueryable<TRow> rows, int? limit, string? after, Func<TRow, (DateTimeOffset DueOrder, Guid Id)> key, Func<TRow, TView> view, CancellationToken ct) where TRow : class
    {
        var size = Paging.Limit(limit);
        if (Paging.Read<string>(after) is var (text, last))
        {
            if (!DateTimeOffset.TryParseExact(text, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)) throw new RuleViolation("request.cursor", "after is not a cursor of this list.", "after");
            var utc = at.ToUniversalTime();
            rows = rows.Where(r => EF.Functions.GreaterThan(ValueTuple.Create(EF.Property<DateTimeOffset>(r, "DueOrder"), EF.Property<Guid>(r, "Id")), ValueTuple.Create(utc, last)));
        }

        var page = await rows.OrderBy(r => EF.Property<DateTimeOffset>(r, "DueOrder")).ThenBy(r => EF.Property<Guid>(r, "Id")).TakePage(size).ToListAsync(ct);
        return Paging.Cut(page, size, r => (key(r).DueOrder.ToString("O", CultureInfo.InvariantCulture), key(r).Id), view);
    }
}
