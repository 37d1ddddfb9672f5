using Npgsql;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

[Collection(DoorCollection.Name)]
public sealed class SearchIndexTests(TicketingStack door)
{
    /// <summary>How far behind the newest ticket each message stands.</summary>
    private static readonly long[] s_behind = [0, 700, 2_300, 3_000, 10_000, 40_000, 60_000, 120_000, 1_000_000];

    /// <summary>The stretches of 0244_finer_stretches.sql: blocks of so many bits, and how many of them stand behind the newest.</summary>
    private static readonly (int Bits, int Back)[] s_stretches = [(9, 1), (9, 4), (12, 1), (12, 4), (15, 1), (15, 4), (0, int.MaxValue)];

    [Fact]
    public async Task A_question_looks_through_the_stretch_it_begins_with_and_goes_on_until_it_has_enough()
    {
        await door.Agent.CreateTicket("stretches@example.org");
        await using var database = door.Stack.Database("ticketing");
        await using var connection = await database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var unseen = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        var newest = await Ask<long>("""
            select set_config('session_replication_role', 'replica', true), set_config('app.tenant_id', (select tenant_id::text from tickets group by 1 order by count(*) desc limit 1), true);
            select newest_ticket_number()
            """);
        foreach (var number in s_behind.Select(b => newest - b))
            await Ask<object>($"insert into search_entries (tenant_id, message_id, ticket_id, language, internal, words) values (current_tenant(), gen_random_uuid(), gen_random_uuid(), 'en', false, search_words_of({number}, 'en', 'x', 'zqlevel'))");
        for (var i = 0; i < s_stretches.Length; i++)
            (await Found(from: i + 1, enough: 1)).ShouldBe(Within(i), $"stretch {i + 1}");
        foreach (var enough in (int[])[3, 5, 7, 9])
            (await Found(from: 1, enough)).ShouldBeInRange(enough, s_behind.Length);
        (await Found(from: 1, enough: 600)).ShouldBe(s_behind.Length, "what is not there is looked for everywhere");

        int Within(int stretch) => s_behind.Count(b => (newest >> s_stretches[stretch].Bits) - ((newest - b) >> s_stretches[stretch].Bits) <= s_stretches[stretch].Back);
        async Task<int> Found(int from, int enough) => (int)await Ask<long>($"select count(*) from search_messages('''zqlevel''', array[]::text[], array[]::real[], null, true, {enough}, {from})");
        async Task<T> Ask<T>(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection, unseen);
            await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            T last = default!;
            do
                while (await reader.ReadAsync(TestContext.Current.CancellationToken)) last = reader.GetValue(0) is T value ? value : last;
            while (await reader.NextResultAsync(TestContext.Current.CancellationToken));
            return last;
        }
    }

    [Fact]
    public async Task What_was_said_is_sorted_in_by_the_service()
    {
        // Somebody else may have written just before it is looked at.
        for (var tries = 0; tries < 10; tries++)
        {
            await door.Agent.CreateTicket($"{Guid.NewGuid():n}@sorted.example");
            await Task.Delay(TimeSpan.FromSeconds(2.5), TestContext.Current.CancellationToken);
            if (await door.Scalar<long>("select gin_clean_pending_list('search_entries_by_word')") == 0) return;
        }

        throw new ShouldAssertException("What was said is on the list of the new still after two seconds.");
    }
}
