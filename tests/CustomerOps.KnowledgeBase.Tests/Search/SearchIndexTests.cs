using CustomerOps.KnowledgeBase.Articles;
using CustomerOps.KnowledgeBase.Search;
using CustomerOps.KnowledgeBase.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.KnowledgeBase.Tests.Search;

public sealed class SearchIndexTests(Library library)
{
    [Fact]
    public async Task The_counters_agree_with_the_postings_whatever_was_published_and_withdrawn_at_once()
    {
        var (tenant, random) = (Guid.NewGuid(), new Random(4));
        string[] words = ["card", "stolen", "refund", "order", "late", "parcel", "voucher", "store", "receipt", "return"];
        var articles = await Task.WhenAll(Enumerable.Range(0, 24).Select(i => library.Publish(tenant, $"{words[i % 10]} {words[i % 7]}", Body(i), i % 3 == 0 ? "da" : "en")));
        await Task.WhenAll(articles.Select((id, i) => (i % 4) switch { 0 => Withdraw(id), 1 => Rewrite(id, i), _ => Task.CompletedTask }));
        await ShouldAgree(tenant);
        (await library.Find(tenant, "voucher")).ShouldNotContain(articles[0]);
        await Task.WhenAll(articles.Where((_, i) => i % 4 != 0).Select(Withdraw));
        (await Rows(tenant, "select (select count(*) from search_terms) + (select count(*) from search_postings) as \"Value\"")).ShouldBe(0);
        (await Rows(tenant, "select coalesce(sum(documents + title_words + body_words + title_grams + body_grams), 0)::bigint as \"Value\" from search_totals")).ShouldBe(0);

        string Body(int i) => string.Join(' ', Enumerable.Range(0, 5 + (i % 20)).Select(n => words[(n * (i + 1)) % 10]));

        Task<int> Withdraw(Guid id) => library.In(tenant, async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await SearchIndex.Leave(db, id, default);
            await db.Publications.Where(p => p.ArticleId == id).ExecuteDeleteAsync();
            await transaction.CommitAsync();
            return 0;
        });

        Task<int> Rewrite(Guid id, int i) => library.In(tenant, async db =>
        {
            var article = await db.Articles.SingleAsync(a => a.Id == id);
            article.Edit(new ArticleContent("Rewritten", Body(i + 3), i % 2 == 0 ? "da" : "en"), Guid.Empty, DateTimeOffset.UtcNow);
            await PublishArticle.Show(db, article.Publish(Guid.Empty, DateTimeOffset.UtcNow)!, default);
            return 0;
        });
    }

    [Fact]
    public async Task Staff_articles_do_not_show_in_what_the_public_finds()
    {
        var tenant = Guid.NewGuid();
        var open = await library.Publish(tenant, "Capybara baths", "Open to all.", "en");
        var closed = await library.Publish(tenant, "Capybara thefts", "For staff: capybara capybara.", "en", Audience.Staff);
        (await library.Find(tenant, "capybara thefts", "en", 10, Audience.Public)).ShouldBe([open]);
        (await library.Find(tenant, "capybara thefts", "en")).ShouldBe([closed, open]);
    }

    private async Task ShouldAgree(Guid tenant)
    {
        (await Rows(tenant, """
            select count(*) as "Value" from search_terms t left join (select term_id, count(*) as n from search_postings group by term_id) p on p.term_id = t.id
            where t.documents is distinct from p.n
            """)).ShouldBe(0);
        (await Rows(tenant, """
            select count(*) as "Value" from search_totals t left join (
                select language, count(*) as n, sum(title_words) tw, sum(body_words) bw, sum(title_grams) tg, sum(body_grams) bg from publications group by language) p using (language)
            where (t.documents, t.title_words, t.body_words, t.title_grams, t.body_grams) is distinct from (p.n, p.tw, p.bw, p.tg, p.bg)
            """)).ShouldBe(0);
        (await Rows(tenant, "select count(*) as \"Value\" from publications p where cardinality(term_ids) <> (select count(*) from search_postings s where s.document_id = p.document_id)")).ShouldBe(0);
        (await Rows(tenant, "select count(*) as \"Value\" from search_postings")).ShouldBeGreaterThan(100);
    }

    private Task<long> Rows(Guid tenant, string sql) => library.In(tenant, db => db.Database.SqlQueryRaw<long>(sql).SingleAsync());
}
