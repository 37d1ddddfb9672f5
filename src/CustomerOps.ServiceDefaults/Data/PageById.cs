using CustomerOps.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.ServiceDefaults.Data;

/// <summary>Pages of rows in the order they were made, which is the order of their <c>Id</c> (a GUID of version 7).</summary>
public static class PageById
{
    /// <param name="id">The row's <c>Id</c>.</param>
    public static async Task<Page<TView>> OldestFirst<TRow, TView>(this IQueryable<TRow> rows, int? limit, string? after, Func<TRow, Guid> id, Func<TRow, TView> view, CancellationToken ct)
        where TRow : class
    {
        var size = Paging.Limit(limit);
        if (Paging.Read<string>(after) is var (_, last)) rows = rows.Where(r => EF.Property<Guid>(r, "Id") > last);
        return Paging.Cut(await rows.OrderBy(r => EF.Property<Guid>(r, "Id")).TakePage(size).ToListAsync(ct), size, r => ("id", id(r)), view);
    }

    /// <param name="id">The row's <c>Id</c>.</param>
    public static async Task<Page<TView>> NewestFirst<TRow, TView>(this IQueryable<TRow> rows, int? limit, string? after, Func<TRow, Guid> id, Func<TRow, TView> view, CancellationToken ct)
        where TRow : class
    {
        var size = Paging.Limit(limit);
        if (Paging.Read<string>(after) is var (_, last)) rows = rows.Where(r => EF.Property<Guid>(r, "Id") < last);
        return Paging.Cut(await rows.OrderByDescending(r => EF.Property<Guid>(r, "Id")).TakePage(size).ToListAsync(ct), size, r => ("id", id(r)), view);
    }
}
