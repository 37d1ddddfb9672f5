using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Staffing.Skills;

/// <summary>One thing a person can, 1 (beginner) to 4 (can teach it).</summary>
internal sealed class PersonSkill : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid PersonId { get; init; }
    public string Skill { get; init; } = "";
    public int Level { get; set; }
}

/// <param name="Skill">1 to 50 of a–z, 0–9 and hyphen, for example <c>returns</c>.</param>
/// <param name="Level">0 (none) to 4 (can teach it).</param>
[Example("""{ "skill": "returns", "level": 3 }""")]
internal sealed record SkillLevel(string Skill, int Level);

internal static class SkillName
{
    public static bool IsOne(string name) => name.Length is > 0 and <= 50 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
