using CustomerOps.Ticketing.Patterns;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Patterns;

public sealed class RisingGroupsTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Tails of Poisson's distribution, from tables.</summary>
    [Theory]
    [InlineData(1, 1, 0.6321206)]
    [InlineData(5, 1, 0.0036598)]
    [InlineData(10, 3, 0.0011025)]
    [InlineData(0, 2, 1)]
    public void Chance_is_Poissons(int count, double expected, double chance) => RisingGroups.AtLeast(count, expected).ShouldBe(chance, 1e-6);

    [Fact]
    public void What_is_as_usual_does_not_rise_and_what_is_much_more_does()
    {
        // Twelve a day for six days, and words nobody else has.
        var usual = Enumerable.Range(0, 72).Select(i => Ticket(i * 2, "parcel", "late", $"note{i}")).ToList();
        RisingGroups.Look(usual, Start).ShouldAllBe(n => n.Rise == null);
        var burst = Enumerable.Range(0, 8).Select(i => Ticket(140 + (i * 0.1), "login", "broken", $"x{i}")).ToList();
        List<Wordbag> both = [.. usual.Concat(burst).OrderBy(t => t.At)];
        var rising = RisingGroups.Look(both, Start).Where(n => n.Rise is not null).ToList();
        rising.ShouldNotBeEmpty();
        rising.ShouldAllBe(n => n.Ticket.Words.Contains("login") && n.Recent.All(r => burst.Any(b => b.TicketId == r.TicketId)));
        both.FindIndex(t => t.TicketId == rising[0].Ticket.TicketId).ShouldBe(both.FindIndex(t => t.TicketId == burst[0].TicketId) + 4, "the fifth shows it");
    }

    [Fact]
    public void With_nothing_behind_it_more_is_asked()
    {
        List<Wordbag> first = [.. Enumerable.Range(0, 6).Select(i => Ticket(i * 0.1, "login", "broken", $"x{i}"))];
        RisingGroups.Look(first, Start.AddHours(-1)).ShouldAllBe(n => n.Rise == null);
    }

    private static Wordbag Ticket(double hours, params string[] words) => new(Guid.CreateVersion7(), Start.AddHours(hours), words);
}
