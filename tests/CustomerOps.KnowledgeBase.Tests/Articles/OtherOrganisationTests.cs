using System.Net;
using System.Text.RegularExpressions;
using CustomerOps.KnowledgeBase.Tests.Support;
using Npgsql;

namespace CustomerOps.KnowledgeBase.Tests.Articles;

public sealed partial class OtherOrganisationTests(Desk desk, Library library)
{
    [Fact]
    public async Task Its_articles_look_like_articles_that_never_were()
    {
        using var ours = desk.Stack.Client("nordlys", "admin");
        using var theirs = desk.Stack.Client("aurora", "admin");
        var article = await Desk.Published(ours, Desk.Content("Narwhal secrets", "The narwhal sleeps."));
        foreach (var (method, path, body) in new[]
        {
            (HttpMethod.Get, "", null), (HttpMethod.Get, "/versions", null), (HttpMethod.Get, "/versions/1", null),
            (HttpMethod.Put, "", Desk.Content("Stolen")), (HttpMethod.Put, "/publication", null), (HttpMethod.Delete, "/publication", null),
        })
        {
            var real = await Desk.Send(theirs, method, article.Path + path, "*", body?.DeepClone());
            var random = await Desk.Send(theirs, method, $"/api/v1/articles/{Guid.NewGuid()}{path}", "*", body?.DeepClone());
            real.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            Trace().Replace(await real.Content.ReadAsStringAsync(), "").ShouldBe(Trace().Replace(await random.Content.ReadAsStringAsync(), ""));
        }

        (await Desk.Found(theirs, "narwhal")).ShouldNotContain(article.Id);
        (await Desk.Found(theirs, "narwhal", "en")).ShouldNotContain(article.Id);
        (await theirs.GetStringAsync("/api/v1/articles?limit=100")).ShouldNotContain("Narwhal");
        (await Desk.Found(ours, "narwhal")).ShouldContain(article.Id);
    }

    [Fact]
    public async Task The_database_itself_refuses()
    {
        var (ours, theirs) = (Guid.NewGuid(), Guid.NewGuid());
        var id = await library.Publish(ours, "Axolotl", "Ours alone.", "en");
        await using var connection = new NpgsqlConnection(library.AppConnection);
        await connection.OpenAsync();
        foreach (var table in (string[])["articles", "article_versions", "publications", "search_terms", "search_postings", "search_totals"])
        {
            (await Count(connection, theirs, table)).ShouldBe(0, table);
            (await Count(connection, null, table)).ShouldBe(0, table);
            (await Count(connection, ours, table)).ShouldBeGreaterThan(0, table);
        }

        await As(connection, theirs);
        (await Execute(connection, $"update articles set title = 'x' where id = '{id}'")).ShouldBe(0);
        (await Execute(connection, "delete from search_postings")).ShouldBe(0);
        (await Should.ThrowAsync<PostgresException>(() => Execute(connection, $"insert into search_totals (tenant_id, language) values ('{ours}', 'fi')"))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        await As(connection, ours);
        foreach (var change in (string[])["update article_versions set body = ''", "delete from article_versions"])
            (await Should.ThrowAsync<PostgresException>(() => Execute(connection, change))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    private static async Task<long> Count(NpgsqlConnection connection, Guid? tenant, string table)
    {
        await As(connection, tenant);
        await using var count = new NpgsqlCommand($"select count(*) from {table}", connection);
        return (long)(await count.ExecuteScalarAsync())!;
    }

    private static Task<int> As(NpgsqlConnection connection, Guid? tenant) => Execute(connection, $"select set_config('app.tenant_id', '{tenant}', false)");

    private static async Task<int> Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync();
    }

    [GeneratedRegex("\"traceId\":\"[^\"]*\"")]
    private static partial Regex Trace();
}
