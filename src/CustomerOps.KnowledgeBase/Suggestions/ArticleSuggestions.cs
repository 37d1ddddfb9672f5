using CustomerOps.Contracts.KnowledgeBase.Grpc;
using CustomerOps.KnowledgeBase.Articles;
using CustomerOps.KnowledgeBase.Search;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Problems;
using Grpc.Core;

namespace CustomerOps.KnowledgeBase.Suggestions;

/// <summary>Answers Ticketing: which published articles fit what a customer wrote.</summary>
internal sealed class ArticleSuggestions(KnowledgeBaseDb db, Caller caller) : Contracts.KnowledgeBase.Grpc.Articles.ArticlesBase
{
    /// <summary>The beginning says what it is about; the rest is greeting, quotation, signature.</summary>
    private const int TextRead = 1000;

    // Long texts are not corrected: their unknown words are mostly names.
    private const int DefaultLimit = 3, MaxLimit = 10;

    public override async Task<SuggestReply> Suggest(SuggestRequest request, ServerCallContext context)
    {
        RuleViolation.Unless(request.Limit is >= 0 and <= MaxLimit, "request.limit", $"limit is 1 to {MaxLimit}, or 0 for {DefaultLimit}.");
        var text = new string([.. request.Text.Take(TextRead).Select(c => Text.IsUnfit(c) || char.IsSurrogate(c) ? ' ' : c)]).Trim().Normalize();
        var language = request.Language.Length == 0 ? null : Languages.Checked(request.Language, "language");
        var found = text.Length == 0 ? [] : await ArticleSearch.Find(
            db, text, language, correct: false, caller.MayRead(), request.Limit == 0 ? DefaultLimit : request.Limit, context.CancellationToken);
        var reply = new SuggestReply();
        reply.Articles.AddRange(found.Select(f => new SuggestedArticle
        {
            ArticleId = f.Passage.article_id.ToString(), Title = f.Passage.title, Snippet = Snippets.Plain(f.Passage.marked ?? ""),
            Score = f.Score, Language = f.Passage.language,
        }));
        return reply;
    }
}
