namespace CustomerOps.Contracts.Staffing;

/// <summary>A person is away although the rota says otherwise. Why is nobody's business but Staffing's.</summary>
/// <param name="Until">When they are expected back; null when nobody knows.</param>
/// <param name="HandsOver">Their open cases go to others.</param>
[Event("staffing.person-absent.v1", inHouse: true)]
public sealed record PersonAbsent(Guid PersonId, DateTimeOffset Since, DateTimeOffset? Until, bool HandsOver);

/// <summary>A person who was away is back.</summary>
[Event("staffing.person-returned.v1", inHouse: true)]
public sealed record PersonReturned(Guid PersonId, DateTimeOffset ReturnedAt);

/// <summary>What a person can do has changed; all of it as it is now.</summary>
/// <param name="Languages">First subtags of BCP 47.</param>
[Event("staffing.person-qualified.v1", inHouse: true)]
public sealed record PersonQualified(Guid PersonId, string Tier, IReadOnlyList<QualifiedSkill> Skills, IReadOnlyList<string> Languages);

/// <param name="Level">1 (beginner) to 4 (can teach it).</param>
public sealed record QualifiedSkill(string Skill, int Level);
