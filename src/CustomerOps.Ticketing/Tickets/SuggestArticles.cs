using CustomerOps.Contracts.KnowledgeBase.Grpc;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Problems;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Tickets;

internal sealed record SuggestedArticleView(Guid ArticleId, string Title, string Snippet, double Score, string Language);

/// <param name="Degraded">True when the knowledge base did not answer in time: then an empty list says nothing.</param>
internal sealed record SuggestedArticlesView(IReadOnlyList<SuggestedArticleView> Items, bool Degraded);

/// <summary>Asks the knowledge base what it has of a text; a moment without an answer is an answer.</summary>
internal sealed class ArticleAsking(Articles.ArticlesClient articles, ServiceToken token, TimeProvider time, ILogger<ArticleAsking> log)
{
    private const int Shown = 5, MaxText = 2000;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    public async Task<SuggestedArticlesView> Ask(string text, string language, Guid tenantId, CancellationToken ct)
    {
        var question = new SuggestRequest { Text = text.Length > MaxText ? text[..MaxText] : text, Language = language, Limit = Shown };
        try
        {
            var answer = await articles.SuggestAsync(question, token.Headers(tenantId), (time.GetUtcNow() + Patience).UtcDateTime, ct);
            return new([.. answer.Articles.Select(a => new SuggestedArticleView(Guid.Parse(a.ArticleId), a.Title, a.Snippet, a.Score, a.Language))], false);
        }
        catch (RpcException e) when (!ct.IsCancellationRequested)
        {
            log.LogWarning("The knowledge base was asked for articles and failed: {Status}", e.StatusCode);
            return new([], true);
        }
    }
}

internal static class SuggestArticles
{
    public static async Task<SuggestedArticlesView> Handle(Guid id, TicketingDb db, ArticleAsking articles, Caller caller, CancellationToken ct)
    {
        var ticket = await db.Tickets.AsNoTracking().Where(t => t.Id == id)
            .Select(t => new { t.Subject, t.Language, Body = db.Messages.Where(m => m.TicketId == id).OrderBy(m => m.Id).Select(m => m.Body).FirstOrDefault() })
            .SingleOrDefaultAsync(ct) ?? throw new NotFound("ticket");
        return await articles.Ask($"{ticket.Subject}\n{ticket.Body}", ticket.Language, caller.TenantId, ct);
    }
}
