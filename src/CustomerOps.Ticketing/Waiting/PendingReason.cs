using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Sla;
using NodaTime;

namespace CustomerOps.Ticketing.Waiting;

/// <summary>What the time between two reminders is counted in; both count only while the organisation is open.</summary>
internal enum ChaseUnit { BusinessHours, BusinessDays }

/// <summary>What happens when the time comes that a ticket waits for: it goes on, or it is solved and closed.</summary>
internal enum WaitEnd { Remind, Close }

/// <summary>What a wait is planned to be, beside its reason in words.</summary>
internal sealed record WaitPlan(PendingReason? Reason, DateTimeOffset? Until, WaitEnd? End, Tickets.Author By);

/// <summary>A reason to wait for the customer, with how they are reminded of it and what follows when they do not answer.</summary>
internal sealed class PendingReason : Aggregate, INamed
{
    public const int MostTimes = 3, MostEvery = 240;

    private PendingReason() { }

    public PendingReason(string name) => Name = name;

    /// <summary>The stable word for it, for example <c>photo-asked</c>.</summary>
    public string Name { get; private init; } = "";
    public string Title { get; private set; } = "";
    public int Every { get; private set; }
    public ChaseUnit Unit { get; private set; }

    /// <summary>How often the customer is reminded.</summary>
    public int Times { get; private set; }

    /// <summary>Solved when the last reminder stays unanswered as long as the others did; otherwise it goes on, for a person to decide.</summary>
    public bool ThenSolve { get; private set; }

    /// <summary>What the customer reads, by language.</summary>
    public Dictionary<string, string> Texts { get; private set; } = [];

    public void Set(string title, int every, ChaseUnit unit, int times, bool thenSolve, IReadOnlyDictionary<string, string> texts)
    {
        RuleViolation.Unless(texts.Count > 0, "pending-reason.wordless", "Send the reminder's text in one language at least.", "texts");
        (Title, Every, Unit, Times, ThenSolve, Texts) = (title.Trim(), every, unit, times, thenSolve, new(texts));
    }

    public string TextFor(string language, string house) => Wording.In(Texts, language, house);

    public DateTimeOffset NextChase(WeekHours hours, DateTimeOffset now) => (Unit == ChaseUnit.BusinessHours
        ? BusinessTime.Add(hours, Instant.FromDateTimeOffset(now), Duration.FromHours(Every))
        : BusinessDays.Add(hours, Instant.FromDateTimeOffset(now), Every)).ToDateTimeOffset();
}
