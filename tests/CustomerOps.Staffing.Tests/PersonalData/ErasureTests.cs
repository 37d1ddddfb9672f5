using System.Net;
using CustomerOps.Staffing.Tests.Support;
using CustomerOps.Testing.DataProtection;
using Shouldly;
using Xunit;

namespace CustomerOps.Staffing.Tests.PersonalData;

/// <summary>Staffing knows no customers, and does not take its own people for them.</summary>
[Collection(StaffingStack.Collection)]
public sealed class ErasureTests(StaffingStack stack)
{
    [Fact]
    public async Task Staff_who_are_called_as_the_customer_stay_as_they_are()
    {
        await using var manager = await Manager.Connect(stack.Services);
        var person = await stack.Hire("Astrid Lindqvist");
        using var lead = stack.As("manager");
        using var skilled = await lead.Put($"/api/v1/people/{person}/skills", new[] { new { skill = "astrid", level = 2 } });
        skilled.StatusCode.ShouldBe(HttpStatusCode.OK);
        var before = (await lead.Get($"/api/v1/people/{person}")).GetRawText();
        var customer = Guid.CreateVersion7();
        var part = await manager.Erase(stack.Nordlys, Manager.Order(customer, "astrid.lindqvist@example.com", @"(?<!\w)Astrid(?!\w)|astrid\.lindqvist@example\.com"), "staffing");
        part.Rows.ShouldBeEmpty();
        (await lead.Get($"/api/v1/people/{person}")).GetRawText().ShouldBe(before);
        (await manager.Export("staffing", stack.Nordlys, customer, "astrid.lindqvist@example.com")).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_written_beside_a_rota_loses_the_customers_words()
    {
        await using var manager = await Manager.Connect(stack.Services);
        var word = $"Tove Å{Guid.NewGuid():n}";
        await using var database = stack.Services.Database("staffing");
        await using var insert = database.CreateCommand($$"""
            with f as (insert into forecasts (id, tenant_id, version, channel, from_date, to_date, time_zone, made_at, basis, intervals)
                select gen_random_uuid(), '{{stack.Nordlys}}', 1, 'chat', '2031-01-06', '2031-01-12', 'UTC', now(), '{}', '[]' returning id)
            insert into rotas (id, tenant_id, version, week, forecast_id, solved_at, plan)
            select gen_random_uuid(), '{{stack.Nordlys}}', 1, '2031-W02', f.id, now(), jsonb_build_object('conflicts', jsonb_build_array(jsonb_build_object('reason', $1::text)), 'count', 3) from f
            """);
        insert.Parameters.Add(new() { Value = $"Away:\n{word} complained" });
        await insert.ExecuteNonQueryAsync();
        var part = await manager.Erase(stack.Nordlys, Manager.Order(Guid.CreateVersion7(), "tove@example.com", $@"(?<!\w){word.Replace(" ", @"\s+", StringComparison.Ordinal)}(?!\w)"), "staffing");
        part.Rows.ShouldBe(new Dictionary<string, long> { ["rotas"] = 1 });
        (await Scan.Database(database, word)).ShouldBeEmpty();
        await using var plan = database.CreateCommand("select plan::text from rotas where week = '2031-W02'");
        (await plan.ExecuteScalarAsync()).ShouldBe("""{"count": 3, "conflicts": [{"reason": "Away:\n[erased] complained"}]}""");
    }
}
