using CustomerOps.Contracts.Ticketing;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Complaints;

/// <summary>What is known of a complaint, as it is said.</summary>
internal sealed record ComplaintFacts(Severity Severity, string Category, string? Wants, string? Cause, Guid? OrderId, string? Sku, Guid? OwnerId);

/// <summary>The organisation's terms, its hours, and the complaints before this one.</summary>
internal sealed record ComplaintRules(ComplaintPolicy Policy, Sla.WeekHours Hours, EarlierCounts Earlier);

/// <summary>
/// That a customer is not content, as a case of its own on a ticket: registered → acknowledged → investigating → answered → closed, once more by the customer's
/// wish. Until it is answered or withdrawn the ticket is not solved.
/// </summary>
internal sealed partial class Complaint : Chronicled
{
    public const int MostOnOneTicket = 20;

    private Complaint() { }

    public Complaint(Ticket ticket, ComplaintFacts facts, ComplaintRules rules, Author by, DateTimeOffset now)
    {
        (TicketId, CustomerId, SurveyResponseId, RegisteredBy, RegisteredByName, RegisteredAt, ClockStartedAt) =
            (ticket.Id, ticket.CustomerId, ticket.SurveyResponseId, by.Id, by.Name, now, now);
        ticket.MayBeAnswered();
        ticket.Block(1, now);
        Take(facts, rules);
        Raise(new ComplaintRegistered(Id, CustomerId, TicketId, ticket.NumberText, OrderId, Kebab<Severity>.Of(Severity), Category, Cause, Raised.Count > 0, AcknowledgeBy, AnswerBy, now));
        Chronicle(CustomerId, "complaint-registered", $"#{ticket.Number} {Kebab<Severity>.Of(Severity)}, {Category}", now);
    }

    public Guid TicketId { get; private set; }
    public Guid CustomerId { get; private init; }
    public Guid? OrderId { get; private set; }

    /// <summary>The bad answer to a survey that it was made of.</summary>
    public Guid? SurveyResponseId { get; private init; }

    /// <summary>As said by whoever registered it; <see cref="Severity"/> is what counts.</summary>
    public Severity SaidSeverity { get; private set; }
    public Severity Severity { get; private set; }

    /// <summary>Why it counts a level graver; empty where it does not.</summary>
    public List<Repetition> Raised { get; private set; } = [];

    /// <summary>The subject area, a word of the organisation's.</summary>
    public string Category { get; private set; } = "";

    /// <summary>What the customer wants, in words.</summary>
    public string? Wants { get; private set; }

    /// <summary>One of the organisation's causes; must be known before somebody closes it.</summary>
    public string? Cause { get; private set; }

    /// <summary>The product it is about.</summary>
    public string? Sku { get; private set; }

    /// <summary>Whose it is; null: whoever has the ticket.</summary>
    public Guid? OwnerId { get; private set; }
    public Guid? RegisteredBy { get; private init; }
    public string RegisteredByName { get; private init; } = "";
    public DateTimeOffset RegisteredAt { get; private init; }

    public bool IsOpen => State < ComplaintState.Answered;

    /// <returns>True where it is due at another time now.</returns>
    public bool Change(ComplaintFacts facts, ComplaintRules rules)
    {
        RuleViolation.Unless(State != ComplaintState.Closed, "complaint.closed", "A closed complaint changes no more.");
        var (acknowledgeBy, answerBy) = (AcknowledgeBy, AnswerBy);
        Take(facts, rules);
        Touch();
        return (acknowledgeBy, answerBy) != (AcknowledgeBy, AnswerBy);
    }

    private void Take(ComplaintFacts facts, ComplaintRules rules)
    {
        (SaidSeverity, Category, Wants, Cause, OrderId, Sku, OwnerId) = (facts.Severity, facts.Category, facts.Wants?.Trim(), facts.Cause, facts.OrderId, facts.Sku, facts.OwnerId);
        Raised = [.. rules.Earlier.Repeated(rules.Policy.Repetition)];
        var severity = Raised.Count > 0 && facts.Severity < Severity.Critical ? facts.Severity + 1 : facts.Severity;
        if (severity == Severity && AnswerBy != default) return;
        Severity = severity;
        SetTerms(rules);
    }
}
