using CustomerOps.Contracts.Staffing;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Staffing.People;
using NodaTime;

namespace CustomerOps.Staffing.Rotas;

/// <summary>Solver: made by a solution and replaced by the next. Manual: set by a person; a solution works around it.</summary>
internal enum ShiftOrigin { Solver, Manual }

internal enum ShiftState { Planned, Started, Ended }

/// <summary>A stretch of work: of a person, or open while nobody has it.</summary>
internal sealed class Shift : Aggregate
{
    public static readonly TimeSpan Longest = TimeSpan.FromHours(13);

    private Shift() { }

    public string Week { get; private set; } = "";
    public Guid? PersonId { get; private set; }
    public DateTimeOffset StartsAt { get; private set; }
    public DateTimeOffset EndsAt { get; private set; }
    public ShiftOrigin Origin { get; private set; }
    public ShiftState State { get; private set; }

    public static Shift Solved(IsoWeek week, Guid? personId, DateTimeOffset startsAt, DateTimeOffset endsAt) =>
        new() { Week = week.ToString(), PersonId = personId, StartsAt = startsAt, EndsAt = endsAt, Origin = ShiftOrigin.Solver };

    public static Shift Manual(Guid? personId, DateTimeOffset startsAt, DateTimeOffset endsAt, DateTimeZone zone)
    {
        var shift = new Shift { Origin = ShiftOrigin.Manual };
        shift.Set(personId, startsAt, endsAt, zone);
        return shift;
    }

    /// <summary>Gives it another person or time. From then on a solution leaves it alone.</summary>
    public void Change(Guid? personId, DateTimeOffset startsAt, DateTimeOffset endsAt, DateTimeZone zone, DateTimeOffset now)
    {
        RuleViolation.Unless(State != ShiftState.Ended, "shift.ended", "A shift that has ended is not changed any more.");
        if (State == ShiftState.Started)
        {
            RuleViolation.Unless(personId == PersonId && startsAt == StartsAt, "shift.started", "A shift that has started keeps its person and its start; its end may change.");
            RuleViolation.Unless(endsAt > now, "shift.end-passed", "The end of a running shift lies in the future.", "endsAt");
        }
        Origin = ShiftOrigin.Manual;
        Set(personId, startsAt, endsAt, zone);
    }

    public void CheckRemovable() => RuleViolation.Unless(State == ShiftState.Planned, "shift.started", "A shift that has started is not removed; change its end.");

    /// <summary>Its time has come. Told once; nothing is told of a shift that is open or over already, or whose person has left.</summary>
    public void Start(Person person, DateTimeOffset now)
    {
        if (State != ShiftState.Planned || PersonId is not { } id || StartsAt > now) return;
        if (EndsAt <= now) { State = ShiftState.Ended; return; }
        if (!person.Active) return;
        State = ShiftState.Started;
        Raise(new ShiftStarted(Id, id, person.Name, person.Tier.Name(), [.. person.Skills.Select(s => s.Skill).Order(StringComparer.Ordinal)], person.Languages, StartsAt, EndsAt));
    }

    public void End(DateTimeOffset now)
    {
        if (State == ShiftState.Ended || PersonId is not { } id || EndsAt > now) return;
        if (State == ShiftState.Started) Raise(new ShiftEnded(Id, id, EndsAt));
        State = ShiftState.Ended;
    }

    private void Set(Guid? personId, DateTimeOffset startsAt, DateTimeOffset endsAt, DateTimeZone zone)
    {
        RuleViolation.Unless(endsAt > startsAt && endsAt - startsAt <= Longest, "shift.length", "A shift ends after it starts, at most 13 hours later.", "endsAt");
        (PersonId, StartsAt, EndsAt) = (personId, startsAt.ToUniversalTime(), endsAt.ToUniversalTime());
        Week = IsoWeek.Of(Instant.FromDateTimeOffset(startsAt).InZone(zone).Date).ToString();
    }
}
