using CustomerOps.Messaging.Tests.Probe;
using Shouldly;
using Xunit;

namespace CustomerOps.Messaging.Tests;

public sealed class DueMessageTests(SharedProbe probe)
{
    [Fact]
    public async Task A_due_message_comes_at_its_time_and_once()
    {
        await Schedule("soon", TimeSpan.FromSeconds(1.5));
        await Task.Delay(500);
        (await probe.Host.Effects("soon")).ShouldBe(0);
        await Eventually.Is(1, () => probe.Host.Effects("soon"), seconds: 5);
        await Task.Delay(500);
        (await probe.Host.Effects("soon")).ShouldBe(1);
    }

    [Fact]
    public async Task Many_that_are_overdue_all_come_once()
    {
        await probe.Host.In(ProbeHost.Nordlys, async db =>
        {
            for (var i = 0; i < 500; i++) db.Schedule(new Remember("many"), DateTimeOffset.UtcNow.AddMinutes(-1));
            await db.SaveChangesAsync();
        });
        await Eventually.Is(500, () => probe.Host.Effects("many"));
    }

    [Fact]
    public async Task One_that_nobody_handles_is_tried_again_and_keeps_its_reason()
    {
        await using var insert = probe.Host.Owner.CreateCommand("insert into due_messages (id, tenant_id, name, body, due_at) values (gen_random_uuid(), $1, 'unheard-of', '{}', now())");
        insert.Parameters.Add(new() { Value = ProbeHost.Nordlys });
        await insert.ExecuteNonQueryAsync();
        await Eventually.Is("Nothing handles due messages named unheard-of.", async () =>
            await probe.Host.Owner.CreateCommand("select last_error from due_messages where name = 'unheard-of' and attempts > 1").ExecuteScalarAsync() as string);
    }

    private Task Schedule(string what, TimeSpan after) => probe.Host.In(ProbeHost.Nordlys, async db =>
    {
        db.Schedule(new Remember(what), DateTimeOffset.UtcNow + after);
        await db.SaveChangesAsync();
    });
}
