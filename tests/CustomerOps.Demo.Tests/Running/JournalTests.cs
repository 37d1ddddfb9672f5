using CustomerOps.Demo.Running;
using Shouldly;
using Xunit;

namespace CustomerOps.Demo.Tests.Running;

public sealed class JournalTests : IDisposable
{
    private static readonly DateOnly s_monday = new(2026, 11, 16), s_tuesday = new(2026, 11, 17);
    private readonly string _folder = Directory.CreateTempSubdirectory("customerops-demo-").FullName;

    private string File => Path.Combine(_folder, "load.journal");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_done_is_not_done_again()
    {
        var times = 0;
        using (var journal = Open())
        {
            (await journal.Once("ticket/1", Act)).ShouldBe("id-1");
            (await journal.Once("ticket/1", Act)).ShouldBe("id-1");
        }

        using var again = Open(s_tuesday);
        (await again.Once("ticket/1", Act)).ShouldBe("id-1");
        again.Day.ShouldBe(s_monday, "dates count from the first run");
        (await again.Once("ticket/2", Act)).ShouldBe("id-2");

        Task<string> Act() => Task.FromResult($"id-{++times}");
    }

    [Fact]
    public async Task What_failed_is_tried_again()
    {
        using var journal = Open();
        await Should.ThrowAsync<IOException>(() => journal.Once("ticket/1", () => throw new IOException("away")));
        (await journal.Once("ticket/1", () => Task.FromResult("id"))).ShouldBe("id");
    }

    [Fact]
    public void A_line_cut_off_by_a_kill_counts_as_not_done()
    {
        using (var journal = Open()) journal.Note("ticket/1", "id-1");
        System.IO.File.AppendAllText(File, "ticket/2\tid-");
        using (var journal = Open())
        {
            (journal.Has("ticket/1"), journal.Has("ticket/2")).ShouldBe((true, false));
            journal.Note("ticket/3", "id-3");
        }

        using var after = Open();
        (after.Has("ticket/1"), after.Has("ticket/2"), after.Has("ticket/3")).ShouldBe((true, false, true));
    }

    [Theory]
    [InlineData("")]
    [InlineData("something else\n")]
    [InlineData("customerops-journal-1\tanother organisation\t2026-11-16\nticket/1\tid\n")]
    public void A_journal_that_is_not_of_this_organisation_is_begun_anew(string text)
    {
        System.IO.File.WriteAllText(File, text);
        using var journal = Open();
        (journal.Count, journal.Day).ShouldBe((0, s_monday));
    }

    [Fact]
    public void Two_runs_at_once_are_refused()
    {
        using var journal = Open();
        Should.Throw<InvalidOperationException>(() => Open()).Message.ShouldContain(File);
    }

    [Fact]
    public async Task Many_clients_write_at_once()
    {
        using (var journal = Open())
            await Parallel.ForEachAsync(Enumerable.Range(0, 2000), async (i, _) => await journal.Once($"ticket/{i}", () => Task.FromResult($"id-{i}")));
        using var again = Open();
        again.Count.ShouldBe(2000);
        (await again.Once("ticket/1234", () => throw new InvalidOperationException("done already"))).ShouldBe("id-1234");
    }

    private Journal Open(DateOnly? today = null) => Journal.Open(File, "our organisation", today ?? s_monday);
}
