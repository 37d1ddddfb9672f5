using CustomerOps.Contracts.KnowledgeBase.Grpc;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Problems;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Tickets;

internal sealed record SuggestedArticleView(Guid ArticleId, string Title, string Snippet, double Score, string Language);

/// <param name="Degraded">True when the knowledge base did not answer in time: then an empty list says nothing.</param>
internal sealed record SuggestedArticlesView(IReadOnlyList<SuggestedArticleView> Items, bool Degraded);

internal static class SuggestArticles
{
    private const int Shown = 5, MaxText = 2000;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    public static async Task<SuggestedArticlesView> Handle(
        Guid id, TicketingDb db, Articles.ArticlesClient articles, ServiceToken token, Caller caller, TimeProvider time, ILogger<Ticket> log, CancellationToken ct)
    {
        var ticket = await db.Tickets.AsNoTracking().Where(t => t.Id == id)
            .Select(t => new { t.Subject, t.Language, Body = db.Messages.Where(m => m.TicketId == id).OrderBy(m => m.Id).Select(m => m.Body).FirstOrDefault() })
            .SingleOrDefaultAsync(ct) ?? throw new NotFound("ticket");
        var text = $"{ticket.Subject}\n{ticket.Body}";
        var question = new SuggestRequest { Text = text.Length > MaxText ? text[..MaxText] : text, Language = ticket.Language, Limit = Shown };
        try
        {
            var answer = await articles.SuggestAsync(question, token.Headers(caller.TenantId), (time.GetUtcNow() + Patience).UtcDateTime, ct);
            return new([.. answer.Articles.Select(a => new SuggestedArticleView(Guid.Parse(a.ArticleId), a.Title, a.Snippet, a.Score, a.Language))], false);
        }
        catch (RpcException e) when (!ct.IsCancellationRequested)
        {
            log.LogWarning("The knowledge base was asked for articles and failed: {Status}", e.StatusCode);
            return new([], true);
        }
    }
}
