using CustomerOps.Contracts.Identity;
using CustomerOps.Contracts.Staffing;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Staffing.Skills;

namespace CustomerOps.Staffing.People;

/// <summary>A member of staff: who they are comes from Identity, what they can and when they work is kept here.</summary>
internal sealed class Person : Aggregate
{
    private const int MaxSkills = 50, MaxLanguages = 12;

    private Person() { }

    public string Name { get; private set; } = "";
    public string Email { get; private set; } = "";
    public string Language { get; private set; } = "";
    public string[] Languages { get; private set; } = [];
    public string[] Roles { get; private set; } = [];
    public string[] Branches { get; private set; } = [];
    public bool Active { get; private set; }
    public Tier Tier { get; private set; }
    public Contract Contract { get; private set; } = Contract.Usual;
    public List<PersonSkill> Skills { get; } = [];

    /// <summary>When Identity last told of this person.</summary>
    public DateTimeOffset ToldAt { get; private set; }

    public static Person From(PersonUpserted told, DateTimeOffset toldAt)
    {
        var person = new Person { Id = told.PersonId };
        person.Follow(told, toldAt);
        return person;
    }

    /// <summary>Takes over what Identity says, unless something newer was heard already.</summary>
    public void Follow(PersonUpserted told, DateTimeOffset toldAt)
    {
        if (toldAt <= ToldAt) return;
        (Name, Email, Language, Active, ToldAt) = (told.Name, told.Email, told.Language, told.Active, toldAt.ToUniversalTime());
        (Roles, Branches, Tier) = ([.. told.Roles], [.. told.Branches], Tiers.Of(told.Roles));
        Languages = [.. Languages.Append(People.Language.Base(told.Language)).Distinct()];
    }

    public void Agree(Contract contract, IReadOnlyList<string>? languages)
    {
        if (languages is not null)
        {
            RuleViolation.Unless(languages.Count is > 0 and <= MaxLanguages && languages.All(People.Language.IsTag), "person.languages", $"1 to {MaxLanguages} language tags such as da or sv-FI.", "languages");
            string[] spoken = [.. languages.Select(People.Language.Base).Distinct()];
            var others = !spoken.ToHashSet().SetEquals(Languages);
            Languages = spoken;
            if (others) Qualified();
        }
        Contract = contract.Checked();
    }

    /// <summary>Replaces all skills; level 0 means none.</summary>
    public void Learn(IReadOnlyList<SkillLevel> skills)
    {
        RuleViolation.Unless(skills.Count <= MaxSkills, "person.skills", $"At most {MaxSkills} skills.", "skills");
        RuleViolation.Unless(skills.All(s => SkillName.IsOne(s.Skill)), "skill.name", "A skill is named by 1 to 50 of a–z, 0–9 and hyphen.", "skill");
        RuleViolation.Unless(skills.All(s => s.Level is >= 0 and <= 4), "skill.level", "A level is 0 (none) to 4 (can teach it).", "level");
        RuleViolation.Unless(skills.DistinctBy(s => s.Skill).Count() == skills.Count, "skill.twice", "Each skill once.", "skill");
        var wanted = skills.Where(s => s.Level > 0).ToDictionary(s => s.Skill, s => s.Level);
        Skills.RemoveAll(known => !wanted.ContainsKey(known.Skill));
        foreach (var known in Skills)
            if (wanted.Remove(known.Skill, out var level)) known.Level = level;
        Skills.AddRange(wanted.Select(w => new PersonSkill { PersonId = Id, Skill = w.Key, Level = w.Value }));
        Qualified();
    }

    /// <summary>They are away from now on, or expected back at another time.</summary>
    public void GoAway(DateTimeOffset since, DateTimeOffset? until, bool handsOver) => Raise(new PersonAbsent(Id, since, until, handsOver));

    public void ComeBack(DateTimeOffset now) => Raise(new PersonReturned(Id, now));

    /// <summary>Whoever gives work out looks again.</summary>
    private void Qualified() =>
        Raise(new PersonQualified(Id, Tier.Name(), [.. Skills.OrderBy(s => s.Skill, StringComparer.Ordinal).Select(s => new QualifiedSkill(s.Skill, s.Level))], Languages));
}
