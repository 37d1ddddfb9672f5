using System.ComponentModel.DataAnnotations;

namespace CustomerOps.Ticketing.Queueing;

/// <summary>Whose turn it is among those who can: who has least to do, or who has waited longest for one of this queue.</summary>
internal enum Strategy { LeastLoaded, RoundRobin }

/// <summary>What a person must be able to do for a queue's tickets.</summary>
/// <param name="Skill">As Staffing names it.</param>
/// <param name="Level">1 (beginner) to 4 (can teach it), at least.</param>
/// <param name="Tag">Only for tickets with this tag; null for all of the queue.</param>
internal sealed record RequiredSkill(
    [MaxLength(50), RegularExpression("^[a-z0-9-]{1,50}$")] string Skill, [Range(1, 4)] int Level = 1, [Text(50)] string? Tag = null);
