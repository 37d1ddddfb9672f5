using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using Shouldly;
using Xunit;

namespace CustomerOps.EndToEnd.Tests;

public sealed class TenantIsolationTests(RunningSystem system)
{
    private static readonly string[] s_services = ["identity", "ticketing", "survey", "knowledge-base", "staffing"];

    [Fact]
    public async Task What_aurora_has_nordlys_cannot_read_by_id()
    {
        var (aurora, nordlys) = (system.As("aurora", "manager"), system.As("nordlys", "manager"));
        var ticket = await aurora.Send(HttpMethod.Post, "/api/v1/tickets", new { channel = "web", subject = "Aurora secret", body = "Only ours.", requester = new { email = "secret@aurora.example", name = "S" } }, expected: HttpStatusCode.Created);
        var article = await aurora.Send(HttpMethod.Post, "/api/v1/articles", new { title = "Aurora secret", body = "Only ours.", language = "en", audience = "public", type = "faq" }, expected: HttpStatusCode.Created);
        await aurora.Send(HttpMethod.Put, $"/api/v1/articles/{article.Body["id"]}/publication", null, article.ETag, HttpStatusCode.OK);
        var customer = (await aurora.Get("/api/v1/customers?email=secret@aurora.example"))["items"]![0]!["id"]!.GetValue<string>();

        foreach (var (path, id) in ((string, string)[])
        [
            ("/api/v1/tickets/{0}", Id(ticket.Body)), ("/api/v1/tickets/{0}/messages", Id(ticket.Body)), ("/api/v1/tickets/{0}/clocks", Id(ticket.Body)), ("/api/v1/tickets/{0}/suggested-articles", Id(ticket.Body)),
            ("/api/v1/articles/{0}", Id(article.Body)), ("/api/v1/articles/{0}/versions", Id(article.Body)), ("/api/v1/customers/{0}", customer), ("/api/v1/customers/{0}/timeline", customer),
        ])
        {
            var theirs = await nordlys.Send(HttpMethod.Get, string.Format(null, path, id));
            var random = await nordlys.Send(HttpMethod.Get, string.Format(null, path, Guid.NewGuid()));
            theirs.Status.ShouldBe(HttpStatusCode.NotFound, path);
            WithoutTrace(theirs.Body).ShouldBe(WithoutTrace(random.Body), path);
        }

        (await nordlys.Get("/api/v1/articles/search?q=Aurora%20secret&language=en"))["items"]!.AsArray().Count.ShouldBe(0);
    }

    [Fact]
    public async Task No_list_or_search_shows_anything_of_another_organisation()
    {
        var auroras = await Ids("aurora");
        var document = await system.AsNobody().Get("/openapi/v1.json");
        var lists = document["paths"]!.AsObject().Where(p => !p.Key.Contains('{') && p.Value!["get"]?["responses"]?["200"]?["content"]?["application/json"] is not null).Select(p => p.Key).ToList();
        lists.Count.ShouldBeGreaterThan(10);
        foreach (var list in lists)
        {
            foreach (var role in (string[])["admin", "manager", "agent", "partner"])
            {
                var answer = await system.As("nordlys", role).Send(HttpMethod.Get, list);
                var text = answer.Body.ToString();
                foreach (var id in auroras) text.ShouldNotContain(id, customMessage: $"{role} at {list}");
            }
        }
    }

    [Fact]
    public async Task The_database_itself_shows_nordlys_no_row_of_aurora_and_nobody_any()
    {
        foreach (var service in s_services)
        {
            await using var database = system.Database(service);
            var tables = new List<string>();
            await using (var reader = await database.CreateCommand("select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace").ExecuteReaderAsync())
                while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
            tables.Count.ShouldBeGreaterThan(4, service);
            await using var connection = await database.OpenConnectionAsync();
            foreach (var table in tables)
            {
                (await Seen(connection, table, system.Organisation("nordlys").ToString(), "tenant_id <> '" + system.Organisation("nordlys") + "'")).ShouldBe(0, $"{service}.{table}");
                (await Seen(connection, table, "", "true")).ShouldBe(0, $"{service}.{table} without organisation");
            }
        }
    }

    private async Task<List<string>> Ids(string slug)
    {
        var ids = new List<string> { system.Organisation(slug).ToString() };
        foreach (var (service, table) in ((string, string)[])[("ticketing", "tickets"), ("ticketing", "customers"), ("survey", "surveys"), ("knowledge-base", "articles"), ("identity", "api_keys"), ("identity", "branches")])
        {
            await using var database = system.Database(service);
            await using var command = database.CreateCommand($"select id::text from {table} where tenant_id = $1 limit 50");
            command.Parameters.Add(new() { Value = system.Organisation(slug) });
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) ids.Add(reader.GetString(0));
        }

        ids.Count.ShouldBeGreaterThan(10);
        return ids;
    }

    private static async Task<long> Seen(NpgsqlConnection connection, string table, string tenant, string where)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand($"set local role customerops_app; select set_config('app.tenant_id', '{tenant}', true); select count(*) from {table} where {where}", connection, transaction);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.NextResultAsync();
        await reader.ReadAsync();
        return reader.GetInt64(0);
    }

    private static string Id(JsonNode body) => body["id"]!.GetValue<string>();

    private static string WithoutTrace(JsonNode problem)
    {
        problem.AsObject().Remove("traceId");
        return problem.ToJsonString();
    }
}
