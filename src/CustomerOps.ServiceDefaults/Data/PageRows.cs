using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.ServiceDefaults.Data;

/// <summary>The rows of a page, and whether more follow.</summary>
public static class PageRows
{
    private static readonly MethodInfo s_constant = typeof(EF).GetMethod(nameof(EF.Constant))!.MakeGenericMethod(typeof(int));

    /// <summary>How many rows are read for a page: one more at least, and one of few numbers, so that there are few statements.</summary>
    public static int Count(int limit) => limit switch { <= 10 => 11, <= 25 => 26, <= 50 => 51, <= 100 => 101, _ => limit + 1 };

    /// <summary>
    /// The rows of a page and at least one more, if there are. How many is said in the statement itself: where it is a parameter, PostgreSQL plans anew
    /// each time, since a plan for any number counts on a tenth of the table.
    /// </summary>
    public static IQueryable<T> TakePage<T>(this IQueryable<T> rows, int limit) =>
        rows.Provider.CreateQuery<T>(Expression.Call(typeof(Queryable), nameof(Queryable.Take), [typeof(T)], rows.Expression, Expression.Call(s_constant, Expression.Constant(Count(limit)))));
}
