namespace CustomerOps.KnowledgeBase.Search;

/// <summary>A published article that was found.</summary>
/// <param name="Snippet">The passage that fits best as HTML: escaped, with the words found in <c>&lt;mark&gt;</c>.</param>
/// <param name="Score">0 to 1, comparable within one answer.</param>
internal sealed record SearchHit(Guid Id, string Title, string Snippet, double Score, string Language);

/// <summary>What a search found, best first.</summary>
internal sealed record SearchAnswer(IReadOnlyList<SearchHit> Items);
