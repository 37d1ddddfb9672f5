using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Survey.Surveys;

/// <summary>What is asked, of whom and when. Edits change the draft; publishing makes an immutable version that invitations and responses are pinned to.</summary>
internal sealed class CustomerSurvey : Aggregate
{
    private const int MaxDelay = 30 * 24 * 3600, MaxQuarantine = 3650;

    public string Name { get; private set; } = "";
    public TriggerKind TriggerKind { get; private set; }
    public int DelaySeconds { get; private set; }

    /// <summary>Share of the customers asked, 0–1.</summary>
    public double SamplingRate { get; private set; }

    /// <summary>A customer asked by any survey within so many days is not asked by this one.</summary>
    public int QuarantineDays { get; private set; }
    public SurveyDefinition Definition { get; private set; } = new(new Dictionary<string, string>(), []);
    public string[] WaivedLanguages { get; private set; } = [];
    public int? LatestVersion { get; private set; }
    public int? PublishedVersion { get; private set; }
    public DateTimeOffset CreatedAt { get; private init; }

    private CustomerSurvey() { }

    public static CustomerSurvey Draft(SurveyDraft draft, DateTimeOffset now)
    {
        var survey = new CustomerSurvey { CreatedAt = now };
        survey.Change(draft);
        return survey;
    }

    public void Change(SurveyDraft draft)
    {
        RuleViolation.Unless(draft.Name.Trim() is { Length: > 0 and <= 200 } && !draft.Name.Any(char.IsControl), "survey.name", "A name has 1 to 200 characters.", "name");
        RuleViolation.Unless(draft.Trigger.DelaySeconds is >= 0 and <= MaxDelay, "survey.delay", "The delay is 0 seconds to 30 days.", "trigger.delaySeconds");
        RuleViolation.Unless(draft.SamplingRate is >= 0 and <= 1, "survey.sampling-rate", "The sampling rate is 0 to 1.", "samplingRate");
        RuleViolation.Unless(draft.QuarantineDays is >= 0 and <= MaxQuarantine, "survey.quarantine", $"The quarantine is 0 to {MaxQuarantine} days.", "quarantineDays");
        DefinitionRules.CheckLanguageTags(draft.WaivedLanguages ?? [], "waivedLanguages");
        RuleViolation.Unless(PublishedVersion is null || draft.Trigger.Kind == TriggerKind, "survey.trigger-published", "The trigger of a published survey stays; withdraw it first.", "trigger.kind");
        var definition = new SurveyDefinition(draft.Title, draft.Questions);
        DefinitionRules.Check(definition);
        (Name, TriggerKind, DelaySeconds) = (draft.Name.Trim(), draft.Trigger.Kind, draft.Trigger.DelaySeconds);
        (SamplingRate, QuarantineDays) = (draft.SamplingRate, draft.QuarantineDays);
        (Definition, WaivedLanguages) = (definition, [.. draft.WaivedLanguages ?? []]);
    }

    /// <summary>Makes the draft the version customers get from now on.</summary>
    /// <param name="latest">The newest version so far, if any.</param>
    /// <returns>The version to store, or null when the draft is what the newest version holds.</returns>
    public SurveyVersion? Publish(SurveyVersion? latest, IEnumerable<string> servedLanguages, Guid? by, DateTimeOffset now)
    {
        DefinitionRules.CheckLanguages(Definition, servedLanguages, WaivedLanguages);
        var change = latest is null ? DefinitionChange.First : DefinitionChanges.Between(latest.Definition, Definition);
        var version = change == DefinitionChange.None ? null : new SurveyVersion
        {
            SurveyId = Id, Number = (latest?.Number ?? 0) + 1, Definition = Definition, Change = change, PublishedBy = by, PublishedAt = now,
        };
        LatestVersion = PublishedVersion = version?.Number ?? latest!.Number;
        return version;
    }

    /// <summary>Nobody is invited any more; invitations already sent can still be answered.</summary>
    public void Withdraw() => PublishedVersion = null;
}

/// <summary>A definition as it was when published.</summary>
internal sealed class SurveyVersion : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid SurveyId { get; init; }
    public int Number { get; init; }
    public SurveyDefinition Definition { get; init; } = null!;
    public DefinitionChange Change { get; init; }
    public Guid? PublishedBy { get; init; }
    public DateTimeOffset PublishedAt { get; init; }
}

/// <summary>What makes a survey ask: a solved ticket or a completed order.</summary>
internal enum TriggerKind { Ticket, Order }
