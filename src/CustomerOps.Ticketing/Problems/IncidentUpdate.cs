using CustomerOps.ServiceDefaults.Data;
using CustomerOps.Ticketing.Tickets;
using CustomerOps.Ticketing.Waiting;

namespace CustomerOps.Ticketing.Problems;

/// <summary>One word to the requesters of all of a problem's incidents, each in their language; with a summary it solves them too.</summary>
internal sealed class IncidentUpdate : ITenantOwned
{
    private IncidentUpdate() { }

    public IncidentUpdate(Guid ticketId, Author by, Dictionary<string, string> texts, string? summary, int incidents, DateTimeOffset now) =>
        (TicketId, AuthorId, AuthorName, Texts, Summary, Incidents, ToldAt) = (ticketId, by.Id, by.Name, texts, summary, incidents, now);

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public Guid TenantId { get; set; }
    public Guid TicketId { get; private init; }
    public Guid? AuthorId { get; private init; }
    public string AuthorName { get; private init; } = "";
    public Dictionary<string, string> Texts { get; private init; } = [];
    public string? Summary { get; private init; }
    public int Incidents { get; private init; }

    /// <summary>How many of them it has come to; counted by the database.</summary>
    public int Reached { get; private init; }
    public DateTimeOffset ToldAt { get; private init; }

    public Author Solver => new(AuthorKind.Staff, AuthorId, AuthorName);

    public string? TextFor(string language, string house) => Texts.Count == 0 ? null : Wording.In(Texts, language, house);
}

/// <param name="Incidents">How many tickets it is for.</param>
/// <param name="Reached">How many it has come to so far.</param>
internal sealed record IncidentUpdateView(Guid Id, IReadOnlyDictionary<string, string> Texts, string? Summary, string AuthorName, int Incidents, int Reached, DateTimeOffset ToldAt)
{
    public static IncidentUpdateView Of(IncidentUpdate u) => new(u.Id, u.Texts, u.Summary, u.AuthorName, u.Incidents, u.Reached, u.ToldAt);
}
