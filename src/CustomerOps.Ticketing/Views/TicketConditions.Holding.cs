using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Fields;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Views;

/// <summary>What a condition saw of a ticket.</summary>
/// <param name="Condition">By its name in the conditions.</param>
/// <param name="Saw">What the ticket has.</param>
internal sealed record Seen(string Condition, string? Saw, bool Holds);

/// <summary>The same conditions, of one ticket at hand. Its customer must be loaded where a requester is asked for.</summary>
internal sealed partial record TicketConditions
{
    public bool Holds(Ticket ticket, DateTimeOffset now) => Look(ticket, now).All(s => s.Holds);

    /// <summary>Do the conditions on fields hold of these values? All that is asked of customers and orders besides their language and branch.</summary>
    public bool FieldsHold(string stored) => Fields is not { Length: > 0 } tests || (FieldValues.Read(stored) is var values && tests.All(t => t.Holds(values)));

    /// <summary>Of customers and orders only some of this can be asked.</summary>
    public bool FitFieldsOf(FieldScope about) => about == FieldScope.Ticket || this with { Languages = about == FieldScope.Customer ? null : Languages, Branches = null, Fields = null } == new TicketConditions();

    /// <summary>Each condition that is set. <c>me</c> is nobody: nobody asks.</summary>
    public IEnumerable<Seen> Look(Ticket t, DateTimeOffset now)
    {
        if (States is { Length: > 0 } states) yield return new("states", Kebab<TicketState>.Of(t.State), states.Contains(t.State));
        if (Queues is { Length: > 0 } queues) yield return new("queues", t.Queue, queues.Contains(t.Queue));
        if (Assignee is { } person) yield return new("assignee", t.AssigneeId?.ToString(), person == PersonOrNoneAttribute.None ? t.AssigneeId is null : Guid.TryParse(person, out var id) && t.AssigneeId == id);
        if (Tiers is { Length: > 0 } tiers) yield return new("tiers", Kebab<Tier>.Of(t.Tier), tiers.Contains(t.Tier));
        if (Priorities is { Length: > 0 } priorities) yield return new("priorities", Kebab<Priority>.Of(t.Priority), priorities.Contains(t.Priority));
        if (Channels is { Length: > 0 } channels) yield return new("channels", Kebab<Channel>.Of(t.Channel), channels.Contains(t.Channel));
        if (Languages is { Length: > 0 } languages) yield return new("languages", t.Language, languages.Contains(t.Language));
        if (Branches is { Length: > 0 } branches) yield return new("branches", t.Branch, t.Branch is not null && branches.Contains(t.Branch));
        if (Tags is { Length: > 0 } tags) yield return new("tags", string.Join(", ", t.Tags), tags.All(t.Tags.Contains));
        if (Origin is { } origin) yield return new("origin", Kebab<Origin>.Of(t.Origin), t.Origin == origin);
        if (EmailAddress.Normalise(Requester) is { } email) yield return new("requester", null, t.Customer.Email == email);
        if (OrderId is { } order) yield return new("orderId", t.OrderId?.ToString(), t.OrderId == order);
        if (Fields is { Length: > 0 } tests && FieldValues.Read(t.Fields) is var values)
            foreach (var test in tests) yield return new($"fields.{test.Field}", values.TryGetValue(test.Field, out var value) ? value.ToString() : null, test.Holds(values));
        if (OlderThanMinutes is { } older) yield return new("olderThanMinutes", $"{t.CreatedAt:O}", t.CreatedAt <= now.AddMinutes(-older));
        if (NewerThanMinutes is { } newer) yield return new("newerThanMinutes", $"{t.CreatedAt:O}", t.CreatedAt >= now.AddMinutes(-newer));
        if (UntouchedMinutes is { } untouched) yield return new("untouchedMinutes", $"{t.UpdatedAt:O}", t.UpdatedAt <= now.AddMinutes(-untouched));
        if (CustomerWaitsMinutes is { } waits) yield return new("customerWaitsMinutes", t.CustomerWaitsSince is { } since ? $"{since:O}" : null, t.CustomerWaitsSince <= now.AddMinutes(-waits));
        if (DueWithinMinutes is { } within) yield return new("dueWithinMinutes", t.Clocks.DueAt is { } due ? $"{due:O}" : null, t.Clocks.DueAt <= now.AddMinutes(within));
    }
}
