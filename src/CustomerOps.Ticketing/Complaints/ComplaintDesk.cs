using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Complaints;

/// <summary>What every step of a complaint is judged by, read when it is asked for.</summary>
internal sealed class ComplaintDesk(TicketingDb db, SlaRulebook rulebook, TimeProvider time)
{
    private ComplaintPolicy? _policy;

    public DateTimeOffset Now => time.Now();

    public async Task<ComplaintPolicy> Policy(CancellationToken ct) => _policy ??= await db.ComplaintPolicy(ct);

    public async Task<WeekHours> Hours(CancellationToken ct) => (await rulebook.For(db, ct)).Hours;

    public async Task<ComplaintRules> RulesFor(Guid? self, Ticket ticket, ComplaintFacts facts, DateTimeOffset at, CancellationToken ct)
    {
        var policy = await Policy(ct);
        return new(policy, await Hours(ct), await db.CountEarlier(self, ticket.CustomerId, facts.Cause, facts.Sku, at, policy.Repetition.WithinDays, ct));
    }

    /// <summary>The second level, a supervisor's or higher, on a ticket that is open.</summary>
    public async Task LookAgain(Complaint complaint, string reason, Ticket ticket, Author by, CancellationToken ct)
    {
        complaint.Review(reason, ticket, new(await Policy(ct), await Hours(ct), new(0, 0, 0)), Now);
        if (ticket.Tier < Tier.Supervisor && ticket.Escalate(Tier.Supervisor, reason, by, Now) is { } step) db.Add(step);
        PlanAlarms(complaint, await Policy(ct), await Hours(ct));
    }

    /// <summary>What is owed still: told when three quarters of its time have gone by, and when all of it has.</summary>
    public void PlanAlarms(Complaint complaint, ComplaintPolicy policy, WeekHours hours)
    {
        var terms = policy.TermsOf(complaint.Severity);
        foreach (var (duty, term) in new[] { (ComplaintDuty.Acknowledgement, terms.Acknowledge), (ComplaintDuty.Answer, terms.Answer) })
        {
            if (!complaint.Owes(duty)) continue;
            var due = complaint.DueOf(duty);
            db.Schedule(new ComplaintSoon(complaint.Id, duty, due), term.WarnAt(complaint.ClockStartedAt, due, hours));
            db.Schedule(new ComplaintLate(complaint.Id, duty, due), due);
        }
    }
}

internal static class ComplaintLookup
{
    public static async Task<Complaint> ComplaintToChange(this TicketingDb db, Guid id, IfMatch ifMatch, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var complaint = await db.Complaints.SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotFound("complaint");
        ifMatch.Check(complaint.Version);
        return complaint;
    }

    public static async Task<ComplaintPolicy> ComplaintPolicy(this TicketingDb db, CancellationToken ct) =>
        await db.Set<ComplaintPolicy>().AsNoTracking().SingleOrDefaultAsync(ct) ?? Complaints.ComplaintPolicy.Usual();

    public static async Task<Tagged<ComplaintView>> Answer(this TicketingDb db, Complaint complaint, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(ComplaintView.Of(complaint), complaint.Version);
    }
}
