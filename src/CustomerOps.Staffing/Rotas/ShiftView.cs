using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NotFound = CustomerOps.ServiceDefaults.Problems.NotFound;

namespace CustomerOps.Staffing.Rotas;

/// <summary>A stretch of work.</summary>
/// <param name="PersonId">Null while the shift is open.</param>
/// <param name="Origin">solver: the next solution replaces it; manual: a solution works around it.</param>
internal sealed record ShiftView(Guid Id, string Week, Guid? PersonId, DateTimeOffset StartsAt, DateTimeOffset EndsAt, ShiftOrigin Origin, ShiftState State)
{
    public static ShiftView Of(Shift shift) => new(shift.Id, shift.Week, shift.PersonId, shift.StartsAt, shift.EndsAt, shift.Origin, shift.State);
}

internal static class GetShift
{
    public static async Task<Tagged<ShiftView>> Handle(Guid id, StaffingDb db, CancellationToken ct)
    {
        var shift = await db.Shifts.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct) ?? throw new NotFound("shift");
        return Tagged.Ok(ShiftView.Of(shift), shift.Version);
    }
}

internal static class ListShifts
{
    /// <summary>In order of start. <paramref name="open"/>: only shifts nobody has (or only those somebody has).</summary>
    public static async Task<Ok<Page<ShiftView>>> Handle(string week, Guid? personId, bool? open, int? limit, string? after, StaffingDb db, CancellationToken ct)
    {
        var (name, size, from) = (IsoWeek.Parse(week).ToString(), Paging.Limit(limit), Paging.Read<DateTimeOffset>(after));
        var shifts = db.Shifts.AsNoTracking().Where(s => s.Week == name);
        if (personId is not null) shifts = shifts.Where(s => s.PersonId == personId);
        if (open is not null) shifts = shifts.Where(s => (s.PersonId == null) == open);
        if (from is var (sort, id) && sort.ToUniversalTime() is var start) shifts = shifts.Where(s => s.StartsAt > start || (s.StartsAt == start && s.Id > id));
        var rows = await shifts.OrderBy(s => s.StartsAt).ThenBy(s => s.Id).TakePage(size).ToListAsync(ct);
        return TypedResults.Ok(Paging.Cut(rows, size, s => (s.StartsAt, s.Id), ShiftView.Of));
    }
}
