using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Sla;

namespace CustomerOps.Ticketing.Routing;

/// <summary>One look at what waits: what is given to whom, and when it is worth looking again.</summary>
internal sealed class Round(Dispatch dispatch, Roster roster, SlaRules rules, DateTimeOffset now)
{
    private readonly Dictionary<(string Queue, Guid Person), DateTimeOffset> _turns = [];

    public Dictionary<Guid, (QueuedTicket Ticket, Desk Desk, Choice Choice)> Given { get; } = [];

    /// <summary>When the first of the rules ends that keep a ticket waiting.</summary>
    public DateTimeOffset? NextEnd { get; private set; }

    public SlaRules Rules => rules;

    public TicketQueue Queue(string name) => roster.Queue(name);

    public IReadOnlyDictionary<(string Queue, Guid Person), DateTimeOffset> Turns() => _turns;

    public void Look(QueuedTicket ticket)
    {
        var queue = roster.Queue(ticket.Queue);
        var waivedAt = queue.SkillsWithinMinutes is null ? null : rules.SkillsWaivedAt(queue, ticket.QueuedAt);
        if (dispatch.Give(ticket, queue, waivedAt <= now) is { } given)
        {
            Given[ticket.Id] = (ticket, given.Desk, given.Choice);
            _turns[(ticket.Queue, given.Desk.Person.Id)] = dispatch.LastTurn;
            return;
        }

        Remember(waivedAt);
        Remember(ticket.DeclinedUntil);
    }

    private void Remember(DateTimeOffset? moment)
    {
        if (moment > now && (NextEnd is null || moment < NextEnd)) NextEnd = moment;
    }
}
