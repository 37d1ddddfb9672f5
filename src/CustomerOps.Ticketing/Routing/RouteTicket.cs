using CustomerOps.Messaging.Due;
using CustomerOps.Ticketing.Tickets;

namespace CustomerOps.Ticketing.Routing;

/// <summary>Find a person for a waiting ticket.</summary>
/// <param name="Except">Not this person: they gave it back.</param>
/// <param name="Attempt">How often Staffing did not answer before.</param>
[Due("route-ticket")]
internal sealed record RouteTicket(Guid TicketId, Guid? Except = null, int Attempt = 0);

internal static class RoutePlanning
{
    /// <summary>Looks for a person as soon as this is saved.</summary>
    public static void Route(this TicketingDb db, Ticket ticket, DateTimeOffset now, Guid? except = null) =>
        db.Schedule(new RouteTicket(ticket.Id, except), now);
}
