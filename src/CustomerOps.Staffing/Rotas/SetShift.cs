using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Staffing.Branches;
using CustomerOps.Staffing.People;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CustomerOps.Staffing.Rotas;

/// <summary>A shift set by hand. It must keep the person's contract and rest; a solution works around it.</summary>
/// <param name="PersonId">Null leaves it open.</param>
[Example("""{ "personId": "0190a000-0000-7000-8000-000000000001", "startsAt": "2026-12-01T07:00:00Z", "endsAt": "2026-12-01T15:00:00Z" }""")]
internal sealed record SetShift(Guid? PersonId, DateTimeOffset StartsAt, DateTimeOffset EndsAt)
{
    public static async Task<Tagged<ShiftView>> Add(SetShift request, StaffingDb db, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await db.LockShifts(ct);
        var (person, zone) = await request.Who(db, ct);
        var shift = Shift.Manual(request.PersonId, request.StartsAt, request.EndsAt, zone);
        await request.Check(shift, person, zone, db, ct);
        db.Shifts.Add(shift);
        if (person is not null) db.ScheduleShift(shift, time.GetUtcNow());
        await db.SaveChangesAsync(ct);
        if (transaction is not null) await transaction.CommitAsync(ct);
        return Tagged.Created($"/api/v1/shifts/{shift.Id}", ShiftView.Of(shift), shift.Version);
    }

    public static async Task<Tagged<ShiftView>> Change(Guid id, SetShift request, IfMatch ifMatch, StaffingDb db, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockShifts(ct);
        var shift = await db.Shifts.SingleOrDefaultAsync(s => s.Id == id, ct) ?? throw new NotFound("shift");
        ifMatch.Check(shift.Version);
        var (person, zone) = await request.Who(db, ct);
        shift.Change(request.PersonId, request.StartsAt, request.EndsAt, zone, time.GetUtcNow());
        await request.Check(shift, person, zone, db, ct);
        if (person is not null) db.ScheduleShift(shift, time.GetUtcNow());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return Tagged.Ok(ShiftView.Of(shift), shift.Version);
    }

    public static async Task<IResult> Remove(Guid id, IfMatch ifMatch, StaffingDb db, CancellationToken ct)
    {
        var shift = await db.Shifts.SingleOrDefaultAsync(s => s.Id == id, ct) ?? throw new NotFound("shift");
        ifMatch.Check(shift.Version);
        shift.CheckRemovable();
        db.Shifts.Remove(shift);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private async Task<(Person? Person, DateTimeZone Zone)> Who(StaffingDb db, CancellationToken ct)
    {
        var clocks = await Clocks.Load(db, ct);
        if (PersonId is not { } id) return (null, clocks.Organisation);
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct);
        RuleViolation.Unless(person is { Active: true } && person.Tier != Tier.None, "shift.person", "No such person, or one who does not work on cases.", "personId");
        return (person, clocks.Of(person!.Branches));
    }

    private async Task Check(Shift shift, Person? person, DateTimeZone zone, StaffingDb db, CancellationToken ct)
    {
        if (person is null) return;
        var (from, to) = (shift.StartsAt.AddDays(-9), shift.StartsAt.AddDays(9));
        var others = await db.Shifts.AsNoTracking()
            .Where(s => s.PersonId == person.Id && s.Id != shift.Id && s.StartsAt > from && s.StartsAt < to)
            .Select(s => new { s.StartsAt, s.EndsAt }).ToListAsync(ct);
        WorkRules.Check(person.Contract, zone, Span.Of(StartsAt, EndsAt), [.. others.Select(s => Span.Of(s.StartsAt, s.EndsAt))]);
    }
}
