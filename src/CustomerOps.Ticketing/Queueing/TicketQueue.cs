using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Ticketing.Queueing;

/// <summary>What becomes of a solved ticket when the customer writes again: it opens, a new one follows it, or it opens within some days only.</summary>
internal enum Reopening { Reopen, FollowUp, ReopenWithin }

/// <summary>A place where tickets wait for a person, and the house rules there. Each tier has its own from the start; an organisation adds others.</summary>
internal sealed class TicketQueue : Aggregate
{
    public const int MaxDays = 90, UsualClosing = 28;

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

    public TimeSpan ClosesAfter => TimeSpan.FromDays(ClosesAfterDays);

    /// <summary>A queue as it is until somebody sets it.</summary>
    public static TicketQueue Usual(string name) => new() { Name = name, Title = name };

    public void Set(string title, Reopening reopening, int? withinDays, bool keepsAssignee, int closesAfterDays, bool childrenFirst)
    {
        RuleViolation.Unless(reopening == Reopening.ReopenWithin == withinDays is not null, "queue.within-days", "withinDays belongs to reopen-within, and to it alone.", "withinDays");
        RuleViolation.Unless(withinDays is null || withinDays <= closesAfterDays, "queue.within-days", "A ticket that is closed opens no more: withinDays is at most closesAfterDays.", "withinDays");
        (Title, Reopening, WithinDays, KeepsAssignee, ClosesAfterDays, ChildrenFirst) = (title.Trim(), reopening, withinDays, keepsAssignee, closesAfterDays, childrenFirst);
    }

    /// <summary>May what was solved then be opened again now?</summary>
    public bool Reopens(DateTimeOffset solvedAt, DateTimeOffset now) => Reopening switch
    {
        Reopening.Reopen => true,
        Reopening.ReopenWithin => now <= solvedAt + TimeSpan.FromDays(WithinDays ?? 0),
        _ => false,
    };
}
