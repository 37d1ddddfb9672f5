using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Queueing;
using CustomerOps.Ticketing.Sla.Calendars;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Promises;

/// <param name="Text">As it was said to the customer.</param>
/// <param name="DueAt">Within the next year.</param>
/// <param name="PersonId">Who keeps it; absent: whoever has the ticket.</param>
/// <param name="Contact">Where to call, if not where the customer is usually called.</param>
/// <param name="AsCustomerWishes">The customer wished to be called at this time, outside of the hours they gave.</param>
[Example("""{ "kind": "call-back", "text": "We call you when the parcel has been found", "dueAt": "2030-01-18T15:00:00+01:00", "contact": "+47 900 00 000" }""")]
internal sealed record PromiseRequest(PromiseKind Kind, [Text(500)] string Text, DateTimeOffset DueAt, Guid? PersonId = null, [Text(100)] string? Contact = null, bool AsCustomerWishes = false)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public async Task<PromisePlan> Plan(TicketingDb db, Ticket ticket, DateTimeOffset now, CancellationToken ct)
    {
        RuleViolation.Unless(DueAt <= now + Longest, "promise.far", "A promise is for a time within the next year.", "dueAt");
        RuleViolation.Unless(PersonId is null || await db.WorksHere(PersonId, ct), "ticket.person-unknown", "Nobody of that id works here.", "personId");
        if (Kind == PromiseKind.CallBack && !AsCustomerWishes && ticket.Customer.Preferences is { Hours: { } hours } wishes)
            RuleViolation.Unless(wishes.Fits(DueAt, await db.OrganisationZone(ct)), "promise.outside-contact-hours", $"The customer wants to be called from {hours.From} to {hours.To}; say that they wished another time, if they did.", "dueAt");
        return new(Kind, Text, Moments.Whole(DueAt)!.Value, PersonId, Contact);
    }
}

internal static class MakePromise
{
    public static async Task<Tagged<PromiseView>> Handle(Guid id, PromiseRequest request, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var promise = await db.Retry(async () =>
        {
            var (now, ticket) = (time.Now(), await db.TicketToChange(id, ct));
            RuleViolation.Unless(await db.Promises.CountAsync(p => p.TicketId == id, ct) < CustomerPromise.MostOnOneTicket, "promise.too-many", $"A ticket has at most {CustomerPromise.MostOnOneTicket} promises.");
            var made = new CustomerPromise(ticket, await request.Plan(db, ticket, now, ct), Author.Of(caller), now);
            db.Add(made);
            db.PlanAlarms(made, now);
            await db.SaveChangesAsync(ct);
            return made;
        });
        return Tagged.Created($"/api/v1/promises/{promise.Id}", PromiseView.Of(promise), promise.Version);
    }
}

internal static class ChangePromise
{
    public static async Task<Tagged<PromiseView>> Handle(Guid id, PromiseRequest request, IfMatch ifMatch, TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        var (promise, now) = (await db.PromiseToChange(id, ifMatch, ct), time.Now());
        var ticket = await db.TicketToChange(promise.TicketId, ct);
        promise.Change(await request.Plan(db, ticket, now, ct), ticket, now);
        db.PlanAlarms(promise, now);
        return await db.Answer(promise, ct);
    }
}
