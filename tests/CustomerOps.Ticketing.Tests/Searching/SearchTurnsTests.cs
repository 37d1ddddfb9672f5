using CustomerOps.Ticketing.Search;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Searching;

public sealed class SearchTurnsTests
{
    [Fact]
    public async Task As_many_as_said_search_at_once_and_the_others_come_in_order()
    {
        using var turns = Turns(2);
        var first = await turns.Take(TestContext.Current.CancellationToken);
        using var second = await turns.Take(TestContext.Current.CancellationToken);
        var third = turns.Take(TestContext.Current.CancellationToken).AsTask();
        var fourth = turns.Take(TestContext.Current.CancellationToken).AsTask();
        third.IsCompleted.ShouldBeFalse();
        first.Dispose();
        (await third.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken)).Dispose();
        (await fourth.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken)).Dispose();
    }

    [Fact]
    public async Task Who_went_away_is_not_waited_for()
    {
        using var turns = Turns(1);
        using var gone = new CancellationTokenSource();
        var first = await turns.Take(TestContext.Current.CancellationToken);
        var second = turns.Take(gone.Token).AsTask();
        var third = turns.Take(TestContext.Current.CancellationToken).AsTask();
        await gone.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => second);
        first.Dispose();
        (await third.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken)).Dispose();
    }

    [Fact]
    public async Task The_queue_has_an_end()
    {
        using var turns = Turns(1);
        using var first = await turns.Take(TestContext.Current.CancellationToken);
        using var over = new CancellationTokenSource();
        Task[] waiting = [.. Enumerable.Range(0, 200).Select(_ => turns.Take(over.Token).AsTask())];
        await Should.ThrowAsync<TimeoutException>(() => turns.Take(TestContext.Current.CancellationToken).AsTask());
        waiting.ShouldAllBe(w => !w.IsCompleted);
        await over.CancelAsync();
    }

    private static SearchTurns Turns(int atOnce) => new(new ConfigurationBuilder().AddInMemoryCollection([new("Search:AtOnce", $"{atOnce}")]).Build());
}
