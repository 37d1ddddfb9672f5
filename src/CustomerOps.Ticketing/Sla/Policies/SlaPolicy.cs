using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Ticketing.Sla.Policies;

/// <summary>What is promised to the tickets it is for. Policies stand in an order, the first that is for a ticket holds; the last is for all.</summary>
internal sealed class SlaPolicy : Aggregate, IPlaced
{
    public const int Most = 100;

    private SlaPolicy() { }

    public SlaPolicy(string name, int position, bool isDefault = false) => (Name, Position, IsDefault) = (name.Trim(), position, isDefault);

    public string Name { get; private set; } = "";
    public bool IsDefault { get; private init; }

    /// <summary>From 1; the default is asked last whatever it says here.</summary>
    public int Position { get; private set; }

    /// <summary>The calendar the version in force counts by, null for the ticket's own.</summary>
    public Guid? CalendarId { get; private set; }

    /// <summary>The version in force.</summary>
    public Guid CurrentId { get; private set; }
    public int Number { get; private set; }
    public DateTimeOffset? RetiredAt { get; private set; }

    /// <returns>The version to be stored; null when nothing is different.</returns>
    public PolicyVersion? Change(string name, PolicySpec spec, PolicySpec? before, DateTimeOffset now)
    {
        spec.Check(IsDefault);
        (Name, CalendarId) = (name.Trim(), spec.CalendarId);
        if (before is not null && StoredJson.Same(spec, before)) return null;
        var version = new PolicyVersion(Id, ++Number, spec, now);
        CurrentId = version.Id;
        return version;
    }

    public void MoveTo(int position) => Position = position;

    public void Retire(DateTimeOffset now)
    {
        RuleViolation.Unless(!IsDefault, "sla-policy.default", "The last policy stays; set its targets instead.");
        RetiredAt ??= now;
    }
}

/// <summary>What a policy says from a moment until the next version; never changed.</summary>
internal sealed class PolicyVersion : ITenantOwned
{
    private PolicyVersion() { }

    public PolicyVersion(Guid policyId, int number, PolicySpec spec, DateTimeOffset now) => (PolicyId, Number, Spec, MadeAt) = (policyId, number, spec, now);

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public Guid TenantId { get; set; }
    public Guid PolicyId { get; private init; }
    public int Number { get; private init; }
    public PolicySpec Spec { get; private init; } = null!;
    public DateTimeOffset MadeAt { get; private init; }
}
