using CustomerOps.Contracts.Mail;
using CustomerOps.Messaging.Due;
using CustomerOps.Ticketing.Mails;
using CustomerOps.Ticketing.Organisations;
using CustomerOps.Ticketing.Routing;
using CustomerOps.Ticketing.Sla.Clocks;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Escalations;

/// <summary>Call the next in line. Out of date when somebody has acknowledged or another time was planned.</summary>
[Due("call-manager")]
internal sealed record CallNext(Guid CallId, DateTimeOffset Planned);

internal static class ManagerCalls
{
    /// <summary>Calls somebody who decides as soon as this is saved, unless somebody is being called for this ticket already.</summary>
    public static ManagerCall CallManager(this TicketingDb db, Ticket ticket, string reason, Author by, DateTimeOffset now)
    {
        var call = new ManagerCall(ticket, reason, by, now);
        db.Add(call);
        db.Schedule(new CallNext(call.Id, now), now);
        return call;
    }
}

/// <summary>Tells one after the other, by mail and by an event, until somebody acknowledges or everybody was called as often as may be.</summary>
internal sealed class CallInTurn(TicketingDb db, AskStaffing staffing, Mailboxes mailboxes, TimeProvider time) : IDueHandler<CallNext>
{
    private HashSet<Guid> _onDuty = [];

    public async Task Prepare(CallNext message, CancellationToken cancellationToken) =>
        _onDuty = [.. (await staffing.Who(db.Tenant.Required, cancellationToken) ?? []).Select(p => p.Id)];

    public async Task Handle(CallNext message, CancellationToken cancellationToken)
    {
        var call = await db.Set<ManagerCall>().SingleOrDefaultAsync(c => c.Id == message.CallId, cancellationToken);
        if (call is not { State: CallState.Calling } || call.NextCallAt != message.Planned.ToUniversalTime()) return;
        var (ticket, now) = (await db.Tickets.AsNoTracking().SingleAsync(t => t.Id == call.TicketId, cancellationToken), time.Now());
        if (ticket.State.IsDone()) { call.End(CallState.Over, ticket.NumberText, now); return; }
        var line = await db.EscalationLine(cancellationToken);
        var people = await db.People.AsNoTracking().Where(p => p.Active && (line.People.Contains(p.Id) || p.Roles.Contains(ServiceDefaults.Access.Roles.Manager))).OrderBy(p => p.Id).Take(500).ToListAsync(cancellationToken);
        if (call.Calls.Count >= line.MostCalls || line.Next(call.Calls.Count, people, _onDuty) is not { } person) { call.End(CallState.Unanswered, ticket.NumberText, now); return; }
        var next = now.AddMinutes(line.CallAgainMinutes);
        call.Call(person, Mail(person, ticket, call), ticket.NumberText, next, now);
        db.Schedule(new CallNext(call.Id, next), next);
    }

    private bool Mail(Person person, Ticket ticket, ManagerCall call)
    {
        if (mailboxes.Of(db.Tenant.Required) is not { } mailbox) return false;
        var text = $"#{ticket.Number}: {ticket.Subject}\n\n{call.Reason}\n\n{call.OpenedByName}, {call.OpenedAt:u}\n\nPUT /api/v1/tickets/{ticket.Id}/extreme-case/acknowledgement";
        var mail = Guid.CreateVersion7();
        db.Publish(new MailToSend(mail, new MailAddress(person.Email, OneLine.Of(person.Name)), new MailAddress(mailbox, "CustomerOps"), $"! #{ticket.Number} {OneLine.Of(ticket.Subject, 300)}", text, null, person.Language,
            new Dictionary<string, string> { ["Auto-Submitted"] = "auto-generated", ["Importance"] = "high" }, false), mail);
        return true;
    }
}
