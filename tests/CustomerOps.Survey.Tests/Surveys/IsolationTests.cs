using System.Text;
using CustomerOps.Contracts;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.Survey.Tests.House;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace CustomerOps.Survey.Tests.Surveys;

/// <summary>What the database and the broker hold against mistakes of our own.</summary>
public class IsolationTests(SurveyHouse house) : DoorTests(house)
{
    private static readonly string[] s_tables = ["organisations", "surveys", "survey_versions", "customers", "triggers", "invitations", "responses"];

    [Fact]
    public async Task The_database_itself_shows_and_takes_only_the_sessions_organisation()
    {
        var (_, token, _) = await Cases.Invite(House);
        (await Cases.Answer(House, token, ("csat", 3))).EnsureSuccessStatusCode();
        await using var session = await Session(House.Aurora);
        foreach (var table in s_tables)
        {
            (await Count(session, $"select count(*) from {table} where tenant_id = '{House.Nordlys}'")).ShouldBe(0, table);
            (await Refused(session, $"delete from {table} where tenant_id = '{House.Nordlys}'")).ShouldBe(table == "survey_versions" ? "42501" : "0", table);
        }

        (await Refused(session, $"insert into triggers (tenant_id, kind, id) values ('{House.Nordlys}', 'ticket', gen_random_uuid())")).ShouldBe("42501");
        await using var nobody = await Session(null);
        foreach (var table in s_tables) (await Count(nobody, $"select count(*) from {table}")).ShouldBe(0, table);
    }

    [Fact]
    public async Task A_published_version_cannot_be_changed_even_by_the_service()
    {
        await using var session = await Session(House.Nordlys);
        (await Count(session, "select count(*) from survey_versions")).ShouldBeGreaterThan(0);
        (await Refused(session, "update survey_versions set change = 'none'")).ShouldBe("42501");
    }

    [Fact]
    public async Task What_cannot_be_understood_waits_whole_in_the_error_queue_and_the_rest_goes_on()
    {
        var poison = """{"id":"not even a guid","data":{"ticketId":7}}""";
        await House.Partner.TellRaw(Exchanges.Events, "ticketing.ticket-solved.v1", Encoding.UTF8.GetBytes(poison), Guid.NewGuid());
        await SurveyHouse.Until(async () => await House.Partner.Waiting("survey-ask-after-ticket") == 0 && await ErrorsWaiting() >= 1);
        await Cases.Invite(House);
    }

    private async Task<uint> ErrorsWaiting()
    {
        try { return await House.Partner.Waiting("survey-ask-after-ticket_error"); }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException) { return 0; }
    }

    private async Task<NpgsqlConnection> Session(Guid? tenant)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["ConnectionStrings:survey-db"] = House.Stack.OwnerConnection("survey") }).Build();
        var connection = new NpgsqlConnection(Database.AppConnection(configuration, "survey-db"));
        await connection.OpenAsync();
        await using var set = new NpgsqlCommand($"select set_config('app.tenant_id', '{tenant}', false), set_config('app.background', '', false)", connection);
        await set.ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task<long> Count(NpgsqlConnection session, string sql)
    {
        await using var command = new NpgsqlCommand(sql, session);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The error's SQL state, or how many rows were touched.</summary>
    private static async Task<string> Refused(NpgsqlConnection session, string sql)
    {
        try
        {
            await using var command = new NpgsqlCommand(sql, session);
            return (await command.ExecuteNonQueryAsync()).ToString();
        }
        catch (PostgresException e) { return e.SqlState; }
    }
}
