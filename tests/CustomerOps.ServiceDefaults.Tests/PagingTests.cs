using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.WebUtilities;
using Shouldly;
using Xunit;

namespace CustomerOps.ServiceDefaults.Tests;

public sealed class PagingTests
{
    [Fact]
    public void Pages_together_are_the_list() => Check.QuickThrowOnFailure(Prop.ForAll(ArbMap.Default.ArbFor<int[]>(), ArbMap.Default.ArbFor<PositiveInt>(), (sorts, size) =>
    {
        var all = sorts.Select(s => (Sort: s, Id: Guid.CreateVersion7())).OrderBy(r => r.Sort).ThenBy(r => r.Id).ToList();
        var limit = Math.Min(size.Get, Paging.MaxLimit);
        var read = new List<(int Sort, Guid Id)>();
        string? after = null;
        do
        {
            var start = Paging.Read<int>(after);
            var rows = all.Where(r => start is not var (sort, id) || r.Sort > sort || (r.Sort == sort && r.Id.CompareTo(id) > 0)).Take(limit + 1).ToList();
            var page = Paging.Cut(rows, limit, r => r, r => r);
            read.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        return read.SequenceEqual(all);
    }));

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("!!!!")]
    [InlineData("AAAA")]
    [InlineData("{}")]
    [InlineData("bnVsbA")]
    [InlineData("W10")]
    public void A_cursor_we_did_not_write_is_refused(string after) =>
        Should.Throw<RuleViolation>(() => Paging.Read<DateTimeOffset>(after)).Code.ShouldBe("request.cursor");

    [Fact]
    public void A_cursor_of_another_list_or_a_giant_one_is_refused()
    {
        var other = Paging.Cut([("name", Guid.NewGuid()), ("next", Guid.NewGuid())], 1, r => r, r => r).Next;
        Should.Throw<RuleViolation>(() => Paging.Read<DateTimeOffset>(other));
        Should.Throw<RuleViolation>(() => Paging.Read<string>(WebEncoders.Base64UrlEncode(new byte[10_000])));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(101)]
    public void A_limit_outside_1_to_100_is_refused(int limit) => Should.Throw<RuleViolation>(() => Paging.Limit(limit));
}
