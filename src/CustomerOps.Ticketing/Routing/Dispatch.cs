using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Routing;

/// <summary>Why a person was given a ticket.</summary>
/// <param name="Why">continuity, substitute, least-loaded or round-robin.</param>
/// <param name="OnDuty">How many were on shift.</param>
/// <param name="Able">How many of them could have had it.</param>
/// <param name="Carried">Open tickets of the channel they had before.</param>
/// <param name="SkillsWaived">Nobody with the skills was free within the queue's time.</param>
internal sealed record Choice(string Why, int OnDuty, int Able, int Carried, int Limit, bool SpeaksLanguage, bool SkillsWaived, DateTimeOffset QueuedAt);

/// <summary>Gives waiting tickets to people: who can, then whose it was, then who speaks the language, then the nearest tier, then by the queue's strategy.</summary>
/// <param name="turns">When a person was last given a ticket of a queue.</param>
internal sealed class Dispatch(
    IReadOnlyList<Desk> desks, IReadOnlyDictionary<Guid, Guid> substitutes, Dictionary<(string Queue, Guid Person), DateTimeOffset> turns, DateTimeOffset now)
{
    /// <summary>When the last one was given out.</summary>
    public DateTimeOffset LastTurn { get; private set; } = turns.Count == 0 ? DateTimeOffset.MinValue : turns.Values.Max();

    public bool HasRoom => desks.Any(d => d.HasAnyRoom);

    /// <param name="waived">The queue's time for its skills is over.</param>
    /// <returns>Null: it waits on.</returns>
    public (Desk Desk, Choice Choice)? Give(QueuedTicket ticket, TicketQueue queue, bool waived)
    {
        var needs = waived ? [] : queue.Needs(ticket.Tags);
        List<Desk> able = [.. desks.Where(d => d.Fails(ticket, queue, needs, now) is null)];
        if (able.Count == 0) return null;
        var (desk, why) = Pick(ticket, queue, able);
        var choice = new Choice(why, desks.Count, able.Count, desk.Carried(ticket.Channel), desk.Limit(ticket.Channel), desk.Speaks(ticket.Language), waived && queue.Needs(ticket.Tags).Count > 0, ticket.QueuedAt);
        desk.Take(ticket.Channel);
        // Turns given at one moment are one after the other all the same.
        turns[(ticket.Queue, desk.Person.Id)] = LastTurn = now > LastTurn ? now : LastTurn.AddMicroseconds(1);
        return (desk, choice);
    }

    private (Desk, string) Pick(QueuedTicket ticket, TicketQueue queue, List<Desk> able)
    {
        var chain = Substitutes.Chain(ticket.PreferredId, substitutes);
        foreach (var id in chain)
            if (able.Find(d => d.Person.Id == id) is { } own) return (own, id == ticket.PreferredId ? "continuity" : "substitute");
        var pool = able.Where(d => d.Speaks(ticket.Language)).ToList() is { Count: > 0 } speaking ? speaking : able;
        var nearest = pool.Min(d => d.Person.Tier);
        var equals = pool.Where(d => d.Person.Tier == nearest);
        return queue.Strategy == Strategy.RoundRobin
            ? (equals.OrderBy(d => Turn(queue, d)).ThenBy(d => d.Person.Id).First(), "round-robin")
            : (equals.OrderBy(d => d.Load).ThenBy(d => Turn(queue, d)).ThenBy(d => d.Person.Id).First(), "least-loaded");
    }

    private DateTimeOffset Turn(TicketQueue queue, Desk desk) => turns.GetValueOrDefault((queue.Name, desk.Person.Id));
}
