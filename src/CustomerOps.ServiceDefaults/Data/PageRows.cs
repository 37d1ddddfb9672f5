using System.Linq.Expressions;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.ServiceDefaults.Data;

/// <summary>Pages of rows: in any order, or in that in which they were made, which is the order of their <c>Id</c> (a GUID of version 7).</summary>
public static class PageRows
{
    /// <param name="id">The row's <c>Id</c>.</param>
    public static Task<Page<TView>> OldestFirst<TRow, TView>(this IQueryable<TRow> rows, int? limit, string? after, Func<TRow, Guid> id, Func<TRow, TView> view, CancellationToken ct) where TRow : class =>
        Page((Paging.Read<string>(after) is var (_, last) ? rows.Where(r => EF.Property<Guid>(r, "Id") > last) : rows).OrderBy(r => EF.Property<Guid>(r, "Id")), Paging.Limit(limit), id, view, ct);

    /// <param name="id">The row's <c>Id</c>.</param>
    public static Task<Page<TView>> NewestFirst<TRow, TView>(this IQueryable<TRow> rows, int? limit, string? after, Func<TRow, Guid> id, Func<TRow, TView> view, CancellationToken ct) where TRow : class =>
        Page((Paging.Read<string>(after) is var (_, last) ? rows.Where(r => EF.Property<Guid>(r, "Id") < last) : rows).OrderByDescending(r => EF.Property<Guid>(r, "Id")), Paging.Limit(limit), id, view, ct);

    /// <summary>How many rows are read for a page: one more at least, and one of few numbers, so that there are few statements.</summary>
    public static int Count(int limit) => limit switch { <= 10 => 11, <= 25 => 26, <= 50 => 51, <= 100 => 101, _ => limit + 1 };

    /// <summary>
    /// The rows of a page and at least one more, if there are. How many is said in the statement itself: where it is a parameter, PostgreSQL plans anew
    /// each time, since a plan for any number counts on a tenth of the table.
    /// </summary>
    public static IQueryable<T> TakePage<T>(this IQueryable<T> rows, int limit) =>
        rows.Provider.CreateQuery<T>(Expression.Call(typeof(Queryable), nameof(Queryable.Take), [typeof(T)], rows.Expression, Expression.Call(typeof(EF), nameof(EF.Constant), [typeof(int)], Expression.Constant(Count(limit)))));

    private static async Task<Page<TView>> Page<TRow, TView>(IQueryable<TRow> rows, int size, Func<TRow, Guid> id, Func<TRow, TView> view, CancellationToken ct) =>
        Paging.Cut(await rows.TakePage(size).ToListAsync(ct), size, r => ("id", id(r)), view);
}
