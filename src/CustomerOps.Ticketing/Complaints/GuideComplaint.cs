using CustomerOps.Contracts.KnowledgeBase.Grpc;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Tickets;
using CustomerOps.Ticketing.Waiting;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Complaints;

/// <param name="Name">Of the organisation's text; null for the one that comes with CustomerOps.</param>
internal sealed record GuidanceTextView(string? Name, Severity? Severity, string? Cause, string Text);

/// <param name="Texts">The closest first: of this cause and severity, of the cause, of the severity, of any.</param>
/// <param name="Articles">What the knowledge base has of it.</param>
internal sealed record GuidanceView(IReadOnlyList<GuidanceTextView> Texts, SuggestedArticlesView Articles);

/// <summary>What helps whoever deals with a complaint, in their own language.</summary>
internal static class GuideComplaint
{
    private const int Shown = 10;

    public static async Task<GuidanceView> Handle(Guid id, TicketingDb db, SlaRulebook rulebook, ArticleAsking articles, Caller caller, CancellationToken ct)
    {
        var complaint = await db.Complaints.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotFound("complaint");
        var (house, me) = ((await rulebook.For(db, ct)).Language, caller.SubjectId);
        var language = await db.People.Where(p => p.Id == me).Select(p => p.Language).SingleOrDefaultAsync(ct) ?? house;
        var fitting = await db.Set<ComplaintGuidance>().AsNoTracking().Where(g => (g.Severity == null || g.Severity == complaint.Severity) && (g.Cause == null || g.Cause == complaint.Cause)).ToListAsync(ct);
        var texts = fitting.OrderByDescending(g => g.Closeness).ThenBy(g => g.Name, StringComparer.Ordinal).Take(Shown).Select(g => new GuidanceTextView(g.Name, g.Severity, g.Cause, Wording.In(g.Texts, language, house))).ToList();
        if (texts.Count == 0) texts = [new(null, null, null, Wording.In(UsualGuidance.Texts, language, house))];
        var ticket = await db.Tickets.AsNoTracking().Where(t => t.Id == complaint.TicketId).Select(t => new { t.Subject, t.Language }).SingleAsync(ct);
        return new(texts, await articles.Ask($"{ticket.Subject}\n{complaint.Wants}\n{complaint.Cause} {complaint.Category}", ticket.Language, caller.TenantId, ct));
    }
}
