using CustomerOps.KnowledgeBase.Articles;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.KnowledgeBase.Search;

internal static class SearchArticles
{
    private const int MaxQuery = 500, MaxLimit = 20, DefaultLimit = 10;

    public static async Task<SearchAnswer> Handle(string q, string? language, int? limit, KnowledgeBaseDb db, Caller caller, CancellationToken ct)
    {
        RuleViolation.Unless(q.Length <= MaxQuery, "search.query-too-long", $"q has at most {MaxQuery} characters.", "q");
        RuleViolation.Unless(limit is null or (>= 1 and <= MaxLimit), "request.limit", $"limit is 1 to {MaxLimit}.", "limit");
        var text = Text.OneLine(q, "q");
        var inLanguage = language is null ? null : Languages.Checked(language, "language");
        var found = await ArticleSearch.Find(db, text, inLanguage, correct: true, caller.MayRead(), limit ?? DefaultLimit, ct);
        return new SearchAnswer([.. found.Select(f => new SearchHit(f.Passage.article_id, f.Passage.title, Snippets.Html(f.Passage.marked ?? ""), Math.Round(f.Score, 4), f.Passage.language))]);
    }
}
