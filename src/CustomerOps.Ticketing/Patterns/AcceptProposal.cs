using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Links;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Patterns;

/// <param name="TicketId">The ticket that is the problem: one of them, or another.</param>
/// <param name="TakesFurther">Tickets that say the same later become incidents by themselves.</param>
[Example("""{ "ticketId": "0199a6f2-7b1e-7c1a-9d53-0a3c5b8f1e21", "takesFurther": true }""")]
internal sealed record AcceptProposalRequest(Guid TicketId, bool TakesFurther = false);

internal static class AcceptProposal
{
    public static async Task<Tagged<ProposalView>> Handle(Guid id, AcceptProposalRequest request, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var proposal = await db.ProposalToChange(id, ifMatch, ct);
        proposal.Accept(request.TicketId, request.TakesFurther, Author.Of(caller), time.Now());
        var members = await db.Set<ProposalTicket>().Where(m => m.ProposalId == id).Select(m => m.TicketId).ToListAsync(ct);
        await db.LinkIncidents(request.TicketId, members, Author.Of(caller), time.Now(), ct);
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(await db.Shown(proposal, ct), proposal.Version);
    }
}

[Example("""{ "reason": "Ordinary questions after the newsletter" }""")]
internal sealed record DismissProposalRequest([Text(1_000)] string Reason);

internal static class DismissProposal
{
    public static async Task<Tagged<ProposalView>> Handle(Guid id, DismissProposalRequest request, IfMatch ifMatch, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var proposal = await db.ProposalToChange(id, ifMatch, ct);
        proposal.Dismiss(request.Reason, Author.Of(caller), time.Now());
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(await db.Shown(proposal, ct), proposal.Version);
    }
}

internal static class IncidentLinks
{
    private const int Most = 1_000;

    /// <summary>Links those that are not settled and belong to no problem yet. The caller saves.</summary>
    public static async Task LinkIncidents(this TicketingDb db, Guid problemId, IReadOnlyCollection<Guid> members, Author by, DateTimeOffset now, CancellationToken ct)
    {
        var problem = await db.Tickets.Include(t => t.Customer).SingleOrDefaultAsync(t => t.Id == problemId, ct) ?? throw new RuleViolation("proposal.no-ticket", "There is no such ticket.", "ticketId");
        RuleViolation.Unless(!await db.Linked(problemId, LinkKind.IncidentOf).AnyAsync(ct), "link.problem-of-problems", "That ticket is an incident itself.", "ticketId");
        var taken = await db.Set<TicketLink>().Where(l => l.Kind == LinkKind.ProblemOf && (members.Contains(l.ToId) || members.Contains(l.FromId))).Select(l => new { l.FromId, l.ToId }).ToListAsync(ct);
        var left = members.Except(taken.SelectMany(l => new[] { l.FromId, l.ToId })).Where(m => m != problemId).ToArray();
        var room = Most - await db.Linked(problemId, LinkKind.ProblemOf).CountAsync(ct);
        var incidents = await db.Tickets.Where(t => left.Contains(t.Id) && t.State != TicketState.Solved && t.State != TicketState.Closed).OrderBy(t => t.Id).Take(Math.Max(0, room)).ToListAsync(ct);
        if (incidents.Count == 0) return;
        problem.Link(now);
        foreach (var incident in incidents)
        {
            incident.Link(now);
            db.Add(new TicketLink(problemId, incident.Id, LinkKind.ProblemOf, by, now));
        }
    }
}
