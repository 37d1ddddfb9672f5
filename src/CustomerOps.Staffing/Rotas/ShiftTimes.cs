using CustomerOps.Messaging.Due;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Staffing.Rotas;

[Due("shift-start")]
internal sealed record ShiftStart(Guid ShiftId);

[Due("shift-end")]
internal sealed record ShiftEnd(Guid ShiftId);

internal static class ShiftTimes
{
    /// <summary>Start and end are looked at when their time comes; what was moved or removed meanwhile is left alone then.</summary>
    public static void ScheduleShift(this StaffingDb db, Shift shift, DateTimeOffset now)
    {
        if (shift.EndsAt <= now) return;
        db.Schedule(new ShiftStart(shift.Id), shift.StartsAt);
        db.Schedule(new ShiftEnd(shift.Id), shift.EndsAt);
    }
}

/// <summary>A shift's start has come.</summary>
internal sealed class StartShift(StaffingDb db, TimeProvider time) : IDueHandler<ShiftStart>
{
    public async Task Handle(ShiftStart message, CancellationToken cancellationToken)
    {
        if (await db.Shifts.SingleOrDefaultAsync(s => s.Id == message.ShiftId, cancellationToken) is not { PersonId: { } personId } shift) return;
        shift.Start(await db.People.AsNoTracking().Include(p => p.Skills).SingleAsync(p => p.Id == personId, cancellationToken), time.GetUtcNow());
    }
}

/// <summary>A shift's end has come.</summary>
internal sealed class EndShift(StaffingDb db, TimeProvider time) : IDueHandler<ShiftEnd>
{
    public async Task Handle(ShiftEnd message, CancellationToken cancellationToken)
    {
        var shift = await db.Shifts.SingleOrDefaultAsync(s => s.Id == message.ShiftId, cancellationToken);
        shift?.End(time.GetUtcNow());
    }
}
