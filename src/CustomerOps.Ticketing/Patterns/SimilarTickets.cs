using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Search;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Patterns;

internal enum SimilarReason { Words, Order, Requester }

/// <param name="Likeness">The share of this ticket's telling words that the other holds, each weighing by its rarity; 0 to 1, null where other reasons brought it.</param>
internal sealed record SimilarTicketView(TicketView Ticket, double? Likeness, IReadOnlyList<SimilarReason> Reasons);

/// <param name="Items">Most alike first, at most ten.</param>
/// <param name="Proposal">The group of tickets it belongs to, which may be one problem.</param>
internal sealed record SimilarTicketsView(IReadOnlyList<SimilarTicketView> Items, ProposalView? Proposal);

internal static class SimilarTickets
{
    private const int Shown = 10, MaxText = 1_000, MostOthers = 20;
    private const double Least = 0.35;

    /// <param name="settled">True: solved and closed ones, with how they were solved, instead of open ones.</param>
    public static async Task<SimilarTicketsView> Handle(Guid id, bool? settled, TicketingDb db, WordCounts counts, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var asked = await db.Tickets.AsNoTracking().Where(t => t.Id == id)
            .Select(t => new { t.Subject, t.Language, t.CustomerId, t.OrderId, Body = db.Messages.Where(m => m.TicketId == id).OrderBy(m => m.Id).Select(m => m.Body).FirstOrDefault() })
            .SingleOrDefaultAsync(ct) ?? throw new NotFound("ticket");
        var text = $"{asked.Subject}\n{asked.Body}";
        var alike = await SearchTexts.Like(db, counts, await Wording.Of(db, text.Length > MaxText ? text[..MaxText] : text, asked.Language, ct), ct);
        var wanted = db.Tickets.AsNoTracking().Where(t => t.Id != id && t.MergedIntoId == null);
        wanted = settled == true ? wanted.Where(t => t.State == TicketState.Solved || t.State == TicketState.Closed) : wanted.Where(t => t.State != TicketState.Solved && t.State != TicketState.Closed);
        var (texts, records) = (alike.Where(a => a.Value >= Least).Select(a => a.Key).ToArray(), await db.ReadRecordsOf(asked.CustomerId, ct));
        var near = await wanted.Where(t => (asked.OrderId != null && t.OrderId == asked.OrderId) || records.Contains(t.CustomerId)).OrderByDescending(t => t.Id).Take(MostOthers).Select(t => new { t.Id, t.OrderId, t.CustomerId }).ToListAsync(ct);
        var found = await wanted.Where(t => texts.Contains(t.Id)).Select(t => t.Id).ToListAsync(ct);
        var (sameOrder, samePerson) = (near.Where(n => n.OrderId != null && n.OrderId == asked.OrderId).Select(n => n.Id).ToHashSet(), near.Where(n => records.Contains(n.CustomerId)).Select(n => n.Id).ToHashSet());
        Guid[] best = [.. found.Union(near.Select(n => n.Id)).OrderByDescending(t => Weight(alike.GetValueOrDefault(t), sameOrder.Contains(t), samePerson.Contains(t))).ThenByDescending(t => t).Take(Shown)];
        var views = await db.Tickets.AsNoTracking().Where(t => best.Contains(t.Id)).Select(TicketRow.Shown).ToDictionaryAsync(r => r.View.Id, r => r.View, ct);
        return new([.. best.Where(views.ContainsKey).Select(t => new SimilarTicketView(
            views[t], Told(t) ? Math.Round(alike[t], 3) : null,
            [.. Told(t) ? [SimilarReason.Words] : (SimilarReason[])[], .. sameOrder.Contains(t) ? [SimilarReason.Order] : (SimilarReason[])[], .. samePerson.Contains(t) ? [SimilarReason.Requester] : (SimilarReason[])[]]))],
            await ProposalOf(db, id, ct));

        bool Told(Guid ticket) => alike.GetValueOrDefault(ticket) >= Least;
    }

    /// <summary>The same order is the surest sign; what one person wrote twice is likelier one concern.</summary>
    private static double Weight(double words, bool order, bool requester) => words + (order ? 1 : 0) + (requester ? 0.3 : 0);

    private static async Task<ProposalView?> ProposalOf(TicketingDb db, Guid ticketId, CancellationToken ct) =>
        await db.Set<ProblemProposal>().AsNoTracking().SingleOrDefaultAsync(p => p.State != ProposalState.Dismissed && db.Set<ProposalTicket>().Any(m => m.TicketId == ticketId && m.ProposalId == p.Id), ct) is { } proposal
            ? await db.Shown(proposal, ct) : null;
}
