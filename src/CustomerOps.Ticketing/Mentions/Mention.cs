using CustomerOps.Contracts.Ticketing;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Mentions;

/// <summary>That somebody was named in an internal note.</summary>
internal sealed class Mention : ITenantOwned
{
    private Mention() { }

    public Mention(Guid personId, Message note, Author by) =>
        (PersonId, TicketId, MessageId, MentionedBy, MentionedByName, MentionedAt) = (personId, note.TicketId, note.Id, by.Id, by.Name, note.AddedAt);

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public Guid TenantId { get; set; }
    public Guid PersonId { get; private init; }
    public Guid TicketId { get; private init; }
    public Guid MessageId { get; private init; }
    public Guid? MentionedBy { get; private init; }
    public string MentionedByName { get; private init; } = "";
    public DateTimeOffset MentionedAt { get; private init; }
    public DateTimeOffset? SeenAt { get; private set; }

    public void Seen(DateTimeOffset now) => SeenAt ??= now;
}

internal static class Mentioning
{
    /// <summary>Names people in a note: each once, and told of. The caller saves.</summary>
    public static async Task Mention(this TicketingDb db, Ticket ticket, Message note, IReadOnlyCollection<Guid> people, Author by, CancellationToken ct)
    {
        foreach (var person in people.Distinct())
        {
            RuleViolation.Unless(await db.WorksHere(person, ct), "ticket.person-unknown", "Nobody of that id works here.", "mentions");
            db.Add(new Mention(person, note, by));
            db.Publish(new PersonMentioned(person, ticket.Id, ticket.NumberText, note.Id, by.Id, note.AddedAt), person);
        }
    }
}
