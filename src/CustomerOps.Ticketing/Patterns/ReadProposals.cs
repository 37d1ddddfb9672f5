using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Links;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Patterns;

/// <param name="Subject">Of the ticket that showed it.</param>
/// <param name="Words">What its tickets share, the most telling first.</param>
/// <param name="Tickets">How many say it by now.</param>
/// <param name="WithinHours">It rose in so many hours.</param>
/// <param name="Expected">How many were to be expected in them, by the days before.</param>
/// <param name="LastJoinedAt">When the last ticket joined.</param>
/// <param name="ProblemId">The ticket it was accepted as.</param>
/// <param name="KnownProblemId">The problem most of its tickets belong to already.</param>
internal sealed record ProposalView(
    Guid Id, ProposalState State, string Subject, IReadOnlyList<string> Words, int Tickets, int WithinHours, double Expected, DateTimeOffset ProposedAt, DateTimeOffset? LastJoinedAt,
    Guid? ProblemId, Guid? KnownProblemId, bool TakesFurther, string? Reason, string? DecidedByName, DateTimeOffset? DecidedAt);

/// <param name="Likeness">0 to 1.</param>
internal sealed record ProposalTicketView(TicketView Ticket, double Likeness, DateTimeOffset JoinedAt);

internal static class ReadProposals
{
    public static async Task<Page<ProposalView>> List([Word<ProposalState>] string? state, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var proposals = db.Set<ProblemProposal>().AsNoTracking();
        if (Kebab<ProposalState>.Read(state) is { } wanted) proposals = proposals.Where(p => p.State == wanted);
        var page = await proposals.NewestFirst(limit, after, p => p.Id, p => p, ct);
        return new(await db.Shown(page.Items, ct), page.Next);
    }

    public static async Task<Tagged<ProposalView>> One(Guid id, TicketingDb db, CancellationToken ct)
    {
        var proposal = await db.Set<ProblemProposal>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct) ?? throw new NotFound("proposal");
        return Tagged.Ok(await db.Shown(proposal, ct), proposal.Version);
    }

    public static async Task<Page<ProposalTicketView>> Tickets(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        var size = Paging.Limit(limit);
        var members = db.Set<ProposalTicket>().AsNoTracking().Where(m => m.ProposalId == id);
        if (Paging.Read<string>(after) is var (_, last)) members = members.Where(m => m.TicketId < last);
        var rows = await members.OrderByDescending(m => m.TicketId).TakePage(size).ToListAsync(ct);
        if (!await db.Set<ProblemProposal>().AnyAsync(p => p.Id == id, ct)) throw new NotFound("proposal");
        Guid[] ids = [.. rows.Select(r => r.TicketId)];
        var tickets = await db.Tickets.AsNoTracking().Where(t => ids.Contains(t.Id)).Select(TicketRow.Shown).ToDictionaryAsync(r => r.View.Id, r => r.View, ct);
        return Paging.Cut(rows, size, r => ("id", r.TicketId), r => new ProposalTicketView(tickets[r.TicketId], r.Likeness, r.JoinedAt));
    }

    public static async Task<ProblemProposal> ProposalToChange(this TicketingDb db, Guid id, IfMatch ifMatch, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var proposal = await db.Set<ProblemProposal>().SingleOrDefaultAsync(p => p.Id == id, ct) ?? throw new NotFound("proposal");
        ifMatch.Check(proposal.Version);
        return proposal;
    }

    public static async Task<ProposalView> Shown(this TicketingDb db, ProblemProposal proposal, CancellationToken ct) => (await db.Shown([proposal], ct))[0];

    public static async Task<IReadOnlyList<ProposalView>> Shown(this TicketingDb db, IReadOnlyList<ProblemProposal> proposals, CancellationToken ct)
    {
        Guid[] ids = [.. proposals.Select(p => p.Id)];
        var members = db.Set<ProposalTicket>().Where(m => ids.Contains(m.ProposalId));
        var sizes = await members.GroupBy(m => m.ProposalId).Select(g => new { g.Key, Count = g.Count(), Last = g.Max(m => m.JoinedAt) }).ToDictionaryAsync(g => g.Key, ct);
        var problems = await members.Join(db.Set<TicketLink>().Where(l => l.Kind == LinkKind.ProblemOf), m => m.TicketId, l => l.ToId, (m, l) => new { m.ProposalId, l.FromId })
            .GroupBy(x => x).Select(g => new { g.Key.ProposalId, g.Key.FromId, Count = g.Count() }).ToListAsync(ct);
        return [.. proposals.Select(p => (Proposal: p, Size: sizes.GetValueOrDefault(p.Id))).Select(x => Of(x.Proposal, x.Size?.Count ?? 0, x.Size?.Last,
            problems.Where(k => k.ProposalId == x.Proposal.Id && k.Count * 2 > x.Size?.Count).Select(k => (Guid?)k.FromId).FirstOrDefault()))];
    }

    private static ProposalView Of(ProblemProposal p, int tickets, DateTimeOffset? last, Guid? known) => new(
        p.Id, p.State, p.Subject, p.Words, tickets, p.WithinHours, Math.Round(p.Expected, 2), p.ProposedAt, last, p.ProblemId, known, p.TakesFurther, p.Reason, p.DecidedByName, p.DecidedAt);
}
