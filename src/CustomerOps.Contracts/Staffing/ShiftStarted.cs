namespace CustomerOps.Contracts.Staffing;

/// <summary>A person's shift began; queued work may be given to them.</summary>
/// <param name="Tier">representative, senior, specialist, supervisor or manager.</param>
/// <param name="Skills">Names of the skills held.</param>
[Event("staffing.shift-started.v1")]
public sealed record ShiftStarted(
    Guid ShiftId, Guid PersonId, string PersonName, string Tier, IReadOnlyList<string> Skills, IReadOnlyList<string> Languages,
    DateTimeOffset StartsAt, DateTimeOffset EndsAt);

/// <summary>A person's shift ended.</summary>
[Event("staffing.shift-ended.v1")]
public sealed record ShiftEnded(Guid ShiftId, Guid PersonId, DateTimeOffset EndedAt);

/// <summary>A rota for one ISO week was solved and can be worked by.</summary>
/// <param name="Week">ISO week, for example <c>2026-W48</c>.</param>
[Event("staffing.rota-solved.v1")]
public sealed record RotaSolved(string Week, int Shifts, int People, int UncoveredIntervals, DateTimeOffset SolvedAt);
