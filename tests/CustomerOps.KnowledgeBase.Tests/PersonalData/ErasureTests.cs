using System.Text.RegularExpressions;
using CustomerOps.KnowledgeBase.Tests.Support;
using CustomerOps.Testing.DataProtection;

namespace CustomerOps.KnowledgeBase.Tests.PersonalData;

/// <summary>Whom an author named is found in no article, no version of one and not by the search.</summary>
public sealed class ErasureTests(Desk desk)
{
    private readonly string _first = Letters("Hj"), _last = Letters("Ås");

    [Fact]
    public async Task An_article_and_its_index_lose_the_name_and_keep_all_else()
    {
        await using var manager = await Manager.Connect(desk.Stack);
        using var author = desk.Stack.Client("nordlys", "manager");
        var (name, email, other) = ($"{_first} {_last}", $"{_first}.mail@example.org".ToLowerInvariant(), Letters("Kept"));
        var article = await Desk.Published(author, Desk.Content($"The case of {name}", $"## {name}\n\nWrite to {email} about **{other}**.", tags: email));
        article = await Desk.Publish(author, await Desk.Edit(author, article, Desk.Content($"{name} again", $"Write to [{email}](mailto:{email}) about the {other}.", "da")));
        await Desk.Draft(author, Desk.Content($"Draft for {name}", other));
        using var aurora = desk.Stack.Client("aurora", "manager");
        var theirs = await Desk.Published(aurora, Desk.Content($"Our own {name}", "Another organisation."));
        foreach (var words in (string[])[name, email, _last, other]) (await Desk.Found(author, words)).ShouldContain(article.Id, words);

        var nordlys = desk.Stack.Organisation("nordlys");
        var order = Manager.Order(Guid.CreateVersion7(), email, $@"(?<!\w){_first}\s+{_last}(?!\w)|{Regex.Escape(email)}");
        (await manager.Erase(nordlys, order, "knowledge-base")).Rows.ShouldBe(new Dictionary<string, long> { ["articles"] = 2, ["article_versions"] = 2, ["publications"] = 1 }, ignoreOrder: true);

        (await Desk.Found(author, other)).ShouldContain(article.Id);
        foreach (var words in (string[])[name, email, _last]) (await Desk.Found(author, words)).ShouldNotContain(article.Id, words);
        (await Left(nordlys, _first, _last, email)).ShouldBe(0);
        (await Unequal()).ShouldBe(0);
        (await Desk.Found(aurora, name)).ShouldBe([theirs.Id]);
        var read = await Desk.Send(author, HttpMethod.Get, article.Path);
        (await read.Content.ReadAsStringAsync()).ShouldContain($"Write to [[erased]](mailto:[erased]) about the {other}.");
        // The index goes on: what is written now is found.
        article = await Desk.Publish(author, await Desk.Edit(author, await Written.Of(read, System.Net.HttpStatusCode.OK), Desk.Content("Closed", $"Nothing of {other} is left to say.")));
        (await Desk.Found(author, other)).ShouldContain(article.Id);
        (await Unequal()).ShouldBe(0);
        (await manager.Export("knowledge-base", nordlys, Guid.CreateVersion7(), email)).ShouldBeEmpty();
    }

    /// <summary>Of nobody else in any test; letters only, so that the search takes it for one word.</summary>
    private static string Letters(string start) => start + string.Concat(Guid.NewGuid().ToByteArray().Select(b => (char)('a' + b % 26)));

    /// <summary>Rows of the organisation, in any table, that hold one of these words.</summary>
    private async Task<long> Left(Guid tenant, params string[] words)
    {
        await using var database = desk.Stack.Database("knowledge-base");
        var found = await Scan.Database(database, words);
        var here = 0L;
        foreach (var table in found.Select(f => f.Split(':')[0]).Distinct())
        {
            await using var count = database.CreateCommand($"select count(*) from {table} t where tenant_id = $1 and lower(t::text) like any($2)");
            count.Parameters.Add(new() { Value = tenant });
            count.Parameters.Add(new() { Value = words.Select(w => $"%{w.ToLowerInvariant()}%").ToArray() });
            here += (long)(await count.ExecuteScalarAsync())!;
        }

        return here;
    }

    /// <summary>Words whose count is not that of their places, and publications that stand in the index otherwise than they say.</summary>
    private async Task<long> Unequal()
    {
        await using var database = desk.Stack.Database("knowledge-base");
        await using var count = database.CreateCommand("""
            select (select count(*) from search_terms t left join (select term_id, count(*) as n from search_postings group by term_id) p on p.term_id = t.id where t.documents is distinct from p.n)
                 + (select count(*) from publications p where cardinality(term_ids) <> (select count(*) from search_postings s where s.document_id = p.document_id))
            """);
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
