using CustomerOps.Demo.Loading;
using CustomerOps.Demo.Running;
using CustomerOps.Testing.Stack;
using Shouldly;
using Xunit;

namespace CustomerOps.Demo.Tests.Loading;

/// <summary>The real files beside the checkout; left out, and said so, where they are not.</summary>
public sealed class SharedDataTests
{
    [Fact]
    public void All_of_it_can_be_read()
    {
        Assert.SkipWhen(Repository.SharedData is null, "There is no ../shared/data beside this checkout.");
        var (data, today, faults) = (Repository.SharedData!, new DateOnly(2026, 11, 22), new List<Fault>());
        var customers = CommerceFiles.Customers(data, ["main"], faults.Add);
        var questions = QuestionFile.Read(data, [.. customers.Values], faults.Add);
        var weeks = ContactFile.Read(data, 27, today, faults.Add);

        customers.Count.ShouldBe(500);
        CommerceFiles.Orders(data, customers, today, faults.Add).Count.ShouldBe(1000);
        questions.Count.ShouldBe(10_003);
        questions.Select(q => q.Value.Category).Distinct().Count().ShouldBe(77);
        questions.Select(q => q.Value.Requester).Distinct().Count().ShouldBe(500);
        questions.ShouldAllBe(q => q.Value.Subject.Length <= 120 && !q.Value.Subject.Contains('\n'));
        ArticleFile.Read(data, faults.Add).Count.ShouldBe(698);
        weeks.Count.ShouldBe(27);
        weeks[^1][^1].Value.Start.ShouldBe("2026-11-20T20:30");
        faults.ShouldBeEmpty();
    }
}
