using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Ticketing.Queueing;

/// <summary>What becomes of a solved ticket when the customer writes again: it opens, a new one follows it, or it opens within some days only.</summary>
internal enum Reopening { Reopen, FollowUp, ReopenWithin }

/// <summary>A place where tickets wait for a person, and the house rules there. Each tier has its own from the start; an organisation adds others.</summary>
internal sealed class TicketQueue : Aggregate
{
    public const int MaxDays = 90, UsualClosing = 28;
    private const string SkillTag = "skill:";

    private TicketQueue() { }

    /// <summary>The stable word for it, for example <c>front-line</c>.</summary>
    public string Name { get; private init; } = "";
    public string Title { get; private set; } = "";
    public Reopening Reopening { get; private set; } = Reopening.Reopen;
    public int? WithinDays { get; private set; }

    /// <summary>Who had the ticket has it again when it opens again.</summary>
    public bool KeepsAssignee { get; private set; } = true;

    /// <summary>Days without a word after which a solved ticket is closed for good.</summary>
    public int ClosesAfterDays { get; private set; } = UsualClosing;

    /// <summary>A ticket here is not solved while one of its children is open.</summary>
    public bool ChildrenFirst { get; private set; }

    public Strategy Strategy { get; private set; }
    public IReadOnlyList<RequiredSkill> Skills { get; private set; } = [];

    /// <summary>Minutes of business time after which anybody of the tier may have it; null never.</summary>
    public int? SkillsWithinMinutes { get; private set; }

    /// <summary>Minutes of business time without a word after which who was given it loses it; null never.</summary>
    public int? IdleMinutes { get; private set; }

    /// <summary>Who may do what here; everybody everything while there are none.</summary>
    public IReadOnlyList<Grant> Rights { get; private set; } = [];

    public TimeSpan ClosesAfter => TimeSpan.FromDays(ClosesAfterDays);

    /// <summary>A queue as it is until somebody sets it.</summary>
    public static TicketQueue Usual(string name) => new() { Name = name, Title = name };

    public void Set(string title, Reopening reopening, int? withinDays, bool keepsAssignee, int closesAfterDays, bool childrenFirst)
    {
        RuleViolation.Unless(reopening == Reopening.ReopenWithin == withinDays is not null, "queue.within-days", "withinDays belongs to reopen-within, and to it alone.", "withinDays");
        RuleViolation.Unless(withinDays is null || withinDays <= closesAfterDays, "queue.within-days", "A ticket that is closed opens no more: withinDays is at most closesAfterDays.", "withinDays");
        (Title, Reopening, WithinDays, KeepsAssignee, ClosesAfterDays, ChildrenFirst) = (title.Trim(), reopening, withinDays, keepsAssignee, closesAfterDays, childrenFirst);
    }

    /// <summary>How its tickets are given to people.</summary>
    public void Serve(Strategy strategy, IReadOnlyList<RequiredSkill> skills, int? skillsWithinMinutes, int? idleMinutes)
    {
        RuleViolation.Unless(skills.DistinctBy(s => (s.Skill, s.Tag)).Count() == skills.Count, "queue.skill-twice", "A skill is asked for once, or once for each tag.", "skills");
        RuleViolation.Unless(skillsWithinMinutes is null || skills.Count > 0, "queue.skills-within", "skillsWithinMinutes belongs to skills.", "skillsWithinMinutes");
        (Strategy, Skills, SkillsWithinMinutes, IdleMinutes) = (strategy, skills, skillsWithinMinutes, idleMinutes);
    }

    /// <summary>Replaces who may do what here.</summary>
    public void Grant(IReadOnlyList<Grant> rights)
    {
        RuleViolation.Unless(rights.All(g => g.Role is null != g.PersonId is null), "queue.grantee", "A grant is for a role or for a person.", "rights");
        RuleViolation.Unless(rights.All(g => g.Role is null || Grants.Grantable.Contains(g.Role)), "queue.role", $"Roles are {string.Join(", ", Grants.Grantable)}.", "rights");
        RuleViolation.Unless(rights.DistinctBy(g => (g.Role, g.PersonId)).Count() == rights.Count, "queue.grant-twice", "Each role and each person once.", "rights");
        Rights = rights;
    }

    public bool Allows(QueueRight right, Guid personId, IReadOnlyList<string> roles) => Rights.Allow(right, personId, roles);

    /// <summary>What its ticket with these tags asks of a person: the queue's skills, and each tag <c>skill:…</c>.</summary>
    public IReadOnlyList<RequiredSkill> Needs(IReadOnlyList<string> tags) =>
        [.. Skills.Where(s => s.Tag is null || tags.Contains(s.Tag)), .. tags.Where(t => t.StartsWith(SkillTag, StringComparison.Ordinal)).Select(t => new RequiredSkill(t[SkillTag.Length..]))];

    /// <summary>May what was solved then be opened again now?</summary>
    public bool Reopens(DateTimeOffset solvedAt, DateTimeOffset now) => Reopening switch
    {
        Reopening.Reopen => true,
        Reopening.ReopenWithin => now <= solvedAt + TimeSpan.FromDays(WithinDays ?? 0),
        _ => false,
    };
}
