using CustomerOps.Messaging.Due;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Staffing.People;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Staffing.Availability;

/// <summary>Why somebody is away is not asked.</summary>
/// <param name="Until">When they are expected back, at most 400 days from now; null when nobody knows.</param>
/// <param name="HandsOver">Their open cases go to others.</param>
[Example("""{ "handsOver": true }""")]
internal sealed record AbsenceRequest(DateTimeOffset? Until = null, bool HandsOver = true);

internal sealed record AbsenceView(Guid PersonId, DateTimeOffset Since, DateTimeOffset? Until, bool HandsOver)
{
    public static AbsenceView Of(Absence a) => new(a.PersonId, a.Since, a.Until, a.HandsOver);
}

internal static class SetAbsence
{
    private const int MostDays = 400;

    public static async Task<Tagged<AbsenceView>> Handle(Guid id, AbsenceRequest request, IfMatch ifMatch, StaffingDb db, TimeProvider time, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var until = request.Until?.ToUniversalTime();
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == id && p.Active && p.Tier != Tier.None, ct) ?? throw new NotFound("person");
        ifMatch.Check(person.Version);
        RuleViolation.Unless(until is null || (until > now && until < now.AddDays(MostDays)), "absence.until", $"An absence ends in the future, at most {MostDays} days from now.", "until");
        var absence = await db.Absences.SingleOrDefaultAsync(a => a.PersonId == id, ct);
        if (absence is null) db.Add(absence = new Absence { PersonId = id, Since = now });
        else if ((absence.Until, absence.HandsOver) == (until, request.HandsOver)) return Tagged.Ok(AbsenceView.Of(absence), person.Version);
        (absence.Until, absence.HandsOver) = (until, request.HandsOver);
        person.GoAway(absence.Since, until, request.HandsOver);
        if (until is { } end) db.Schedule(new AbsenceOver(id, end), end);
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(AbsenceView.Of(absence), person.Version);
    }
}

internal static class GetAbsence
{
    public static async Task<Tagged<AbsenceView>> Handle(Guid id, StaffingDb db, CancellationToken ct)
    {
        var absence = await db.Absences.AsNoTracking().SingleOrDefaultAsync(a => a.PersonId == id, ct) ?? throw new NotFound("absence");
        return Tagged.Ok(AbsenceView.Of(absence), await db.People.Where(p => p.Id == id).Select(p => p.Version).SingleAsync(ct));
    }
}

internal static class EndAbsence
{
    public static async Task<IResult> Handle(Guid id, IfMatch ifMatch, StaffingDb db, TimeProvider time, CancellationToken ct)
    {
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == id, ct) ?? throw new NotFound("person");
        ifMatch.Check(person.Version);
        if (await db.Absences.SingleOrDefaultAsync(a => a.PersonId == id, ct) is { } absence)
        {
            person.ComeBack(time.GetUtcNow());
            db.Remove(absence);
            await db.SaveChangesAsync(ct);
        }

        return TypedResults.NoContent();
    }
}

/// <summary>Somebody is expected back. Out of date when another time was set meanwhile.</summary>
[Due("absence-over")]
internal sealed record AbsenceOver(Guid PersonId, DateTimeOffset Until);

internal sealed class ComeBack(StaffingDb db, TimeProvider time) : IDueHandler<AbsenceOver>
{
    public async Task Handle(AbsenceOver message, CancellationToken cancellationToken)
    {
        var absence = await db.Absences.SingleOrDefaultAsync(a => a.PersonId == message.PersonId, cancellationToken);
        // The database keeps microseconds, the message a tenth of one.
        if (absence?.Until is not { } until || (until - message.Until).Duration() > TimeSpan.FromMilliseconds(1)) return;
        (await db.People.SingleAsync(p => p.Id == message.PersonId, cancellationToken)).ComeBack(time.GetUtcNow());
        db.Remove(absence);
    }
}
