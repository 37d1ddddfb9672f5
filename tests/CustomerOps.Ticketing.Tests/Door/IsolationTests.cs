using System.Net;
using CustomerOps.ServiceDefaults.Data;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>What belongs to nordlys does not exist for aurora: not by its id, not in a list, not in the database itself.</summary>
[Collection(DoorCollection.Name)]
public sealed class IsolationTests(TicketingStack door)
{
    [Fact]
    public async Task Another_organisations_ids_are_as_unknown_as_random_ones()
    {
        var ticket = await door.Agent.CreateTicket();
        var customer = (Guid)ticket.Body["requester"]!["id"]!;
        var order = (await door.Partner.Post("/orders", Calls.Order($"I-{Guid.NewGuid():n}", "pending"))).Id;
        (string Path, Guid Id)[] reads =
        [
            ("/tickets/{0}", ticket.Id), ("/tickets/{0}?include=messages,customer", ticket.Id), ("/tickets/{0}/messages", ticket.Id), ("/tickets/{0}/escalation", ticket.Id),
            ("/tickets/{0}/clocks", ticket.Id), ("/tickets/{0}/clocks/resolution/explanation", ticket.Id), ("/tickets/{0}/suggested-articles", ticket.Id), ("/customers/{0}", customer), ("/customers/{0}/timeline", customer), ("/orders/{0}", order),
        ];
        foreach (var (path, id) in reads)
        {
            var (theirs, random) = (await door.Stranger.Get(string.Format(path, id)), await door.Stranger.Get(string.Format(path, Guid.NewGuid())));
            theirs.Status.ShouldBe(HttpStatusCode.NotFound, path);
            Said(theirs).ShouldBe(Said(random));
        }

        (string Part, object Body)[] writes =
            [("/assignee", new { queue = "seniors" }), ("/escalation", new { tier = "senior", reason = "r" }), ("/solution", new { summary = "s" }), ("/wait", new { state = "pending", reason = "r" })];
        foreach (var (part, body) in writes)
            (await door.Stranger.Call(HttpMethod.Put, $"/tickets/{ticket.Id}{part}", body, "*")).Status.ShouldBe(HttpStatusCode.NotFound, part);
        (await door.Stranger.Post($"/tickets/{ticket.Id}/messages", new { visibility = "public", body = "b" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Stranger.Call(HttpMethod.Put, $"/customers/{customer}/consent", new { surveyConsent = false }, "*")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await door.Agent.Get($"/tickets/{ticket.Id}")).ETag.ShouldBe(ticket.ETag);
    }

    [Fact]
    public async Task Lists_and_searches_of_another_organisation_find_nothing()
    {
        var email = Calls.NewAddress();
        await door.Agent.CreateTicket(email);
        foreach (var list in (string[])[$"/tickets?requester={email}", $"/customers?email={email}", $"/customers?q={email}", $"/orders?customer={email}"])
            (await door.Stranger.Get(list)).Items.ShouldBeEmpty(list);
        await door.Stranger.CreateTicket(email);
        (await door.Agent.Get($"/tickets?requester={email}")).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_database_itself_shows_and_takes_nothing_of_another_organisation()
    {
        await door.Agent.CreateTicket();
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:ticketing-db", door.Stack.OwnerConnection("ticketing"))]).Build();
        await using var connection = new NpgsqlConnection(Database.AppConnection(settings, "ticketing-db"));
        await connection.OpenAsync();
        var (ours, theirs) = (door.Stack.Organisation("nordlys"), door.Stack.Organisation("aurora"));
        foreach (var table in (string[])["tickets", "messages", "customers", "orders", "timeline", "escalations", "people", "organisations", "calendars", "calendar_versions", "sla_policies", "sla_policy_versions", "ticket_clocks", "clock_facts", "ticket_counters", "queues", "pending_reasons", "presences", "drafts", "scheduled_messages", "attachments", "attachment_chunks", "participants", "ticket_links", "incident_updates"])
        {
            await Run($"select set_config('app.tenant_id', '{theirs}', false)");
            (await Run($"select count(*) from {table} where tenant_id = '{ours}'")).ShouldBe(0L, table);
            await Run("select set_config('app.tenant_id', '', false)");
            (await Run($"select count(*) from {table}")).ShouldBe(0L, table);
        }

        await Run($"select set_config('app.tenant_id', '{theirs}', false)");
        (await Run($"with changed as (update tickets set subject = 'taken' where tenant_id = '{ours}' returning 1) select count(*) from changed")).ShouldBe(0L);
        var refused = await Should.ThrowAsync<PostgresException>(() => Run($"insert into ticket_counters values ('{ours}', 1)"));
        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);

        async Task<object?> Run(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return await command.ExecuteScalarAsync();
        }
    }

    /// <summary>The answer without what differs in every answer.</summary>
    private static string Said(Answer answer)
    {
        answer.Body.AsObject().Remove("traceId");
        return answer.Body.ToJsonString();
    }
}
