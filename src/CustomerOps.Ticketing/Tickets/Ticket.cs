using CustomerOps.Contracts.Ticketing;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Organisations;
using CustomerOps.Ticketing.Sla;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>What a new ticket is about.</summary>
internal sealed record Contact(
    long Number, Customer Customer, Channel Channel, Origin Origin, string Subject, string Language, Priority Priority, Tier Tier,
    string? Branch = null, Guid? OrderId = null, IReadOnlyList<string>? Tags = null, Guid? FollowsTicketId = null, Guid? SurveyResponseId = null, string? Queue = null, string Fields = Fields.FieldValues.None);

/// <summary>
/// A customer's concern until it is settled: new → open → (pending | on-hold) → solved → closed. Solved may open again, closed may not.
/// </summary>
internal sealed partial class Ticket : Chronicled
{
    private Ticket() { }

    public long Number { get; private init; }
    public Guid CustomerId { get; private init; }

    /// <summary>Loaded where an event tells of the customer.</summary>
    public Customer Customer { get; private init; } = null!;
    public Channel Channel { get; private init; }
    public Origin Origin { get; private init; }
    public Guid? SurveyResponseId { get; private init; }
    public Guid? FollowsTicketId { get; private init; }
    public Guid? OrderId { get; private set; }
    public string Subject { get; private set; } = "";
    public string Language { get; private init; } = "";
    public string? Branch { get; private set; }
    public string[] Tags { get; private set; } = [];
    public Priority Priority { get; private set; }
    public Tier Tier { get; private set; }
    public string Queue { get; private set; } = "";
    public Guid? AssigneeId { get; private set; }

    /// <summary>Never loaded; queries read the name by it.</summary>
    public Person? Assignee { get; private init; }
    public TicketState State { get; private set; }
    public DateTimeOffset StateSince { get; private set; }
    public string? Solution { get; private set; }
    public Guid? SolvedBy { get; private set; }
    public string? SolvedByName { get; private set; }
    public DateTimeOffset? SolvedAt { get; private set; }
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Since when the customer has waited for an answer; null while nobody owes them one.</summary>
    public DateTimeOffset? CustomerWaitsSince { get; private set; }

    /// <summary>What lists are ordered by, computed by the database: the end of time where nobody waits.</summary>
    public DateTimeOffset WaitsOrder { get; private init; }

    public string NumberText => TextOf(Number);

    public static string TextOf(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static Ticket Open(Contact contact, SlaRules rules, DateTimeOffset now)
    {
        var ticket = new Ticket
        {
            Number = contact.Number, Customer = contact.Customer, CustomerId = contact.Customer.Id, Channel = contact.Channel, Origin = contact.Origin,
            Subject = contact.Subject, Language = contact.Language, Priority = contact.Priority, Tier = contact.Tier, Queue = contact.Queue ?? Queues.Of(contact.Tier),
            Branch = contact.Branch ?? contact.Customer.Branch, OrderId = contact.OrderId, Tags = [.. contact.Tags ?? []],
            FollowsTicketId = contact.FollowsTicketId, SurveyResponseId = contact.SurveyResponseId, CreatedAt = now, UpdatedAt = now, StateSince = now, Fields = contact.Fields,
        };
        ticket.StartClocks(rules);
        ticket.Raise(new TicketCreated(
            ticket.Id, ticket.NumberText, Kebab<Channel>.Of(ticket.Channel), Kebab<Origin>.Of(ticket.Origin), ticket.Subject, ticket.Language,
            Kebab<Priority>.Of(ticket.Priority), ticket.Branch, contact.Customer.ForEvents(ticket.Language), ticket.OrderId, ticket.Tags, now));
        ticket.Chronicle("ticket-created", ticket.Subject, now);
        return ticket;
    }

    private void NotClosed() => RuleViolation.Unless(State != TicketState.Closed, "ticket.closed", "A closed ticket changes no more; open a new one.");

    private void Chronicle(string kind, string text, DateTimeOffset now) => Chronicle(CustomerId, kind, $"#{Number} {text}", now);

    /// <summary>With the save that changes its state, whoever changed it.</summary>
    public void GotIntoState() => StateSince = UpdatedAt;

    private void Change(DateTimeOffset now)
    {
        UpdatedAt = now;
        Touch();
    }
}
