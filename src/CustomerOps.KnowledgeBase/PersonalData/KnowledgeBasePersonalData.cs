using CustomerOps.Messaging.PersonalData;

namespace CustomerOps.KnowledgeBase.PersonalData;

/// <summary>The knowledge base keeps of customers what they read. Besides, an author may have named one: in an article, in what was published of it before, and so in the index.</summary>
internal static class KnowledgeBasePersonalData
{
    /// <summary>The index is not rewritten word by word: it follows what is published.</summary>
    public static PersonalDataCatalogue Catalogue { get; } = new(
        Rows: [new("article_readings", "customer_id = any($1) or email = any($3)")],
        Kept: ["search_terms", "search_postings", "search_totals", ".audience", ".type", "article_readings.source"]);
}
