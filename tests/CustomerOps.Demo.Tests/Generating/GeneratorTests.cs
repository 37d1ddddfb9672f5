using System.Text.Json;
using System.Text.RegularExpressions;
using CustomerOps.Demo.Founding;
using CustomerOps.Demo.Generating;
using CustomerOps.Demo.Steps;
using Shouldly;
using Xunit;

namespace CustomerOps.Demo.Tests.Generating;

public sealed partial class GeneratorTests
{
    private static readonly DateOnly s_today = new(2026, 11, 22);

    public static TheoryData<string> Slugs => [.. Profile.All.Select(p => p.Slug)];

    [Theory]
    [MemberData(nameof(Slugs))]
    public void The_same_profile_brings_forth_the_same_data(string slug)
    {
        string All()
        {
            var profile = Of(slug);
            var (shoppers, team) = (People.Customers(profile), People.Team(profile));
            var orders = Orders.Of(profile, shoppers, s_today);
            return JsonSerializer.Serialize(new { shoppers, team, orders, cases = Cases.Of(profile, shoppers, orders, s_today), calls = ContactHistory.Of("phone", profile.Seed, s_today) });
        }

        All().ShouldBe(All());
    }

    [Fact]
    public void Two_organisations_share_no_customer() =>
        People.Customers(Profile.Nordlys).Select(c => c.Email).Intersect(People.Customers(Profile.Aurora).Select(c => c.Email)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Customers_have_addresses_of_their_own_in_plain_letters(string slug)
    {
        var customers = People.Customers(Of(slug));
        customers.Select(c => c.Email).Distinct().Count().ShouldBe(Of(slug).Customers);
        customers.ShouldAllBe(c => Plain().IsMatch(c.Email));
        customers.Select(c => c.Language).Distinct().ShouldBe(Words.Languages, ignoreOrder: true);
        customers.Count(c => !c.SurveyConsent).ShouldBeInRange(1, customers.Count / 8);
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public void The_team_has_every_role_language_and_skill(string slug)
    {
        var profile = Of(slug);
        var team = People.Team(profile);
        team.Select(c => c.Role).Distinct().ShouldBe(["agent", "senior", "specialist", "supervisor", "manager", "analyst", "admin"], ignoreOrder: true);
        team.Select(c => c.Email).Distinct().Count().ShouldBe(team.Count);
        team.Where(c => c.Role == "agent").SelectMany(c => c.Languages).Distinct().ShouldBe(Words.Languages, ignoreOrder: true);
        team.SelectMany(c => c.Skills.Keys).Distinct().ShouldBe(Words.In("en").Cases.Select(c => c.Skill).Distinct(), ignoreOrder: true);
        team.Where(c => c.WorksOnCases).ShouldAllBe(c => c.Skills.Values.All(l => l >= 1 && l <= 4) && profile.Branches.Any(b => b.Code == c.Branch) && string.CompareOrdinal(c.Earliest, c.Latest) < 0);
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Orders_have_lines_and_lie_in_the_past(string slug)
    {
        var orders = Orders.Of(Of(slug), People.Customers(Of(slug)), s_today);
        orders.Select(o => o.ExternalId).Distinct().Count().ShouldBe(Of(slug).Orders);
        orders.ShouldAllBe(o => o.Lines.Count > 0 && o.Lines.All(l => l.Quantity > 0 && l.UnitPrice > 0) && o.Day <= s_today);
        // What has arrived was placed long enough ago.
        orders.Where(o => o.Status is "delivered" or "completed").ShouldAllBe(o => o.Day.AddDays(3) < s_today);
        orders.Select(o => o.Status).Distinct().ShouldBe(["pending", "processed", "delivered", "completed", "cancelled"], ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public void Cases_are_whole_and_of_every_kind(string slug)
    {
        var profile = Of(slug);
        var shoppers = People.Customers(profile);
        var orders = Orders.Of(profile, shoppers, s_today);
        var cases = Cases.Of(profile, shoppers, orders, s_today);
        cases.Count.ShouldBe(profile.Tickets);
        cases.ShouldAllBe(c => !(c.Subject + c.Body + c.Reply).Contains('{'));
        cases.Where(c => c.Order is not null).ShouldAllBe(c => orders[c.Order!.Value].Shopper == c.Shopper);
        cases.Select(c => c.Shopper.Language).Distinct().ShouldBe(Words.Languages, ignoreOrder: true);
        cases.Select(c => c.Channel).Distinct().ShouldBe(["email", "phone", "chat", "web", "social", "store"], ignoreOrder: true);
        cases.Select(c => c.Ending).Distinct().Count().ShouldBe(4);
        cases.Count(c => c.Tier is not null).ShouldBeGreaterThan(10);
        cases.Where(c => c.Ending == Ending.Untouched).ShouldAllBe(c => c.Tier == null);
        cases.Count(c => c.Ending == Ending.Solved).ShouldBeInRange(profile.Tickets / 2, profile.Tickets * 9 / 10);
    }

    [Theory]
    [InlineData("phone")]
    [InlineData("email")]
    [InlineData("chat")]
    public void Contact_counts_stand_on_half_hours_before_today_and_know_the_week(string channel)
    {
        var counts = ContactHistory.Of(channel, 7, s_today);
        counts.Select(c => c.Start).Distinct().Count().ShouldBe(counts.Count);
        counts.ShouldAllBe(c => c.Count >= 0 && (c.Start.EndsWith(":00") || c.Start.EndsWith(":30")) && DateOnly.FromDateTime(DateTime.Parse(c.Start)) < s_today);
        Sum(DayOfWeek.Monday).ShouldBeGreaterThan(2 * Sum(DayOfWeek.Sunday));

        int Sum(DayOfWeek day) => counts.Where(c => DateTime.Parse(c.Start).DayOfWeek == day).Sum(c => c.Count);
    }

    [Theory]
    [InlineData("2026-11-22T04:45:12+01:00")]
    [InlineData("2026-11-22T23:20:00+01:00")]
    [InlineData("2026-11-25T11:00:00+01:00")]
    public void Whenever_the_demo_starts_somebody_can_be_on_duty(string moment)
    {
        var now = DateTimeOffset.Parse(moment);
        var shifts = People.Team(Profile.Nordlys).Where(c => c.WorksOnCases).Select(c => PlanShifts.FromNow(c, now)).OfType<(DateTimeOffset Start, DateTimeOffset End)>().ToList();
        shifts.Count.ShouldBeGreaterThanOrEqualTo(4);
        shifts.ShouldAllBe(s => s.Start <= now && now < s.End && s.End - s.Start <= TimeSpan.FromHours(8) && s.Start.Minute % 30 == 0 && s.End <= s.Start.Date.AddDays(1));
    }

    private static Profile Of(string slug) => Profile.All.First(p => p.Slug == slug);

    [GeneratedRegex(@"^[a-z0-9.]+@customers\.[a-z]+\.example$")]
    private static partial Regex Plain();
}
