using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Routing;

/// <summary>Somebody on shift, as Staffing says.</summary>
internal sealed record OnDuty(Guid Id, string Name, Tier Tier, IReadOnlyDictionary<string, int> Skills, IReadOnlySet<string> Languages, DateTimeOffset Until);

/// <summary>A ticket that waits for a person.</summary>
/// <param name="Version">As it was looked at: a ticket that changed since is looked at again before it is given.</param>
internal sealed record QueuedTicket(
    Guid Id, int Version, Priority Priority, DateTimeOffset QueuedAt, Tier Tier, string Queue, Channel Channel, string Language, IReadOnlyList<string> Tags,
    Guid? PreferredId = null, Guid? DeclinedBy = null, DateTimeOffset? DeclinedUntil = null);

/// <summary>Why somebody is not given a ticket.</summary>
internal enum WhyNot { LowerTier, NoRight, LacksSkill, GaveItBack, Full }

/// <summary>Somebody on shift with what they carry already.</summary>
internal sealed class Desk(OnDuty person, IReadOnlyList<string> roles, Limits limits, IEnumerable<KeyValuePair<Channel, int>> carried)
{
    private readonly Dictionary<Channel, int> _carried = new(carried);

    public OnDuty Person => person;

    public int Limit(Channel channel) => limits.Of(channel);

    public int Carried(Channel channel) => _carried.GetValueOrDefault(channel);

    public bool HasRoom(Channel channel) => Carried(channel) < Limit(channel);

    public bool HasAnyRoom { get; private set; } = Enum.GetValues<Channel>().Any(c => carried.Where(x => x.Key == c).Sum(x => x.Value) < limits.Of(c));

    /// <summary>How much of a person's room is taken, over all channels: two of three chats are two thirds.</summary>
    public double Load => _carried.Sum(c => (double)c.Value / Math.Max(1, Limit(c.Key)));

    public bool Speaks(string language) => person.Languages.Contains(BaseOf(language));

    public void Take(Channel channel)
    {
        _carried[channel] = Carried(channel) + 1;
        HasAnyRoom = Enum.GetValues<Channel>().Any(HasRoom);
    }

    /// <summary>Null when they can have it.</summary>
    public WhyNot? Fails(QueuedTicket ticket, TicketQueue queue, IReadOnlyList<RequiredSkill> needs, DateTimeOffset now)
    {
        if (person.Tier < ticket.Tier) return WhyNot.LowerTier;
        if (!queue.Allows(QueueRight.Own, person.Id, roles)) return WhyNot.NoRight;
        if (needs.Any(n => person.Skills.GetValueOrDefault(n.Skill) < n.Level)) return WhyNot.LacksSkill;
        if (ticket.DeclinedBy == person.Id && ticket.DeclinedUntil > now) return WhyNot.GaveItBack;
        return HasRoom(ticket.Channel) ? null : WhyNot.Full;
    }

    /// <summary>A customer who writes <c>da-DK</c> is served by one who speaks <c>da</c>.</summary>
    private static string BaseOf(string tag) => tag.Split('-', '_')[0].ToLowerInvariant() is var first && first == "no" ? "nb" : first;
}
