using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing;

/// <summary>What an organisation set up under a name of its own, by which its routes call it.</summary>
internal interface INamed
{
    string Name { get; }
}

internal static class NamedThings
{
    /// <param name="what">For who is told that there is none.</param>
    public static async Task<T> Named<T>(this TicketingDb db, string name, string what, CancellationToken ct) where T : Aggregate, INamed =>
        await db.Set<T>().AsNoTracking().SingleOrDefaultAsync(t => t.Name == name, ct) ?? throw new NotFound(what);

    /// <summary>The one of that name, or a new one while there is room.</summary>
    /// <param name="ifMatch">The version read; 0 for one that is to be new.</param>
    /// <param name="code">As problems call it: <c>pending-reason</c>.</param>
    /// <param name="many">As people call several.</param>
    public static async Task<T> NamedToPut<T>(this TicketingDb db, string name, IfMatch ifMatch, Func<string, T> make, int most, string code, string many, CancellationToken ct) where T : Aggregate, INamed
    {
        var known = await db.Set<T>().SingleOrDefaultAsync(t => t.Name == name, ct);
        ifMatch.Check(known?.Version ?? 0);
        if (known is not null) return known;
        RuleViolation.Unless(await db.Set<T>().CountAsync(ct) < most, $"{code}.too-many", $"An organisation has at most {most} {many}.");
        var made = make(name);
        db.Add(made);
        return made;
    }

    public static async Task<T> NamedToChange<T>(this TicketingDb db, string name, IfMatch ifMatch, string what, CancellationToken ct) where T : Aggregate, INamed
    {
        var known = await db.Set<T>().SingleOrDefaultAsync(t => t.Name == name, ct) ?? throw new NotFound(what);
        ifMatch.Check(known.Version);
        return known;
    }
}
