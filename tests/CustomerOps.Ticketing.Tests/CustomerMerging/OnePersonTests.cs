using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.CustomerMerging;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Tickets;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.CustomerMerging;

/// <summary>Whatever is merged and taken back in whatever order: who is one person is what the merges in force say, and nothing else is left behind.</summary>
public sealed class OnePersonTests
{
    private static readonly Author By = new(AuthorKind.Staff, Guid.NewGuid(), "Sofie");

    [Fact]
    public void Random_merges_and_undos_always_equal_the_plain_graph_of_what_holds()
    {
        var (random, merged, undone, refused) = (new Random(65), 0, 0, 0);
        for (var history = 0; history < 300; history++)
        {
            Customer[] all = [.. Enumerable.Range(0, random.Next(2, 26)).Select(i => new Customer($"r{i}@example.com", $"R {i}", null, null, DateTimeOffset.UnixEpoch))];
            List<CustomerMerge> merges = [];
            for (var step = 0; step < 60; step++)
            {
                var (one, other) = (all[random.Next(all.Length)], all[random.Next(all.Length)]);
                var person = Person(all, merges, one);
                if (person.MergeOf(one) is { } merge)
                {
                    if (random.Next(3) == 0) (merge, undone) = (Undo(person, merge), undone + 1);
                }
                else if (one != other)
                {
                    var fits = !Connected(all, merges, one).Contains(other) && Connected(all, merges, one).Count + Connected(all, merges, other).Count <= OnePerson.MostRecords;
                    if (fits) merges.Add(person.MergeInto(other, Person(all, merges, other), "same", By, DateTimeOffset.UnixEpoch));
                    else Should.Throw<RuleViolation>(() => person.MergeInto(other, Person(all, merges, other), "same", By, DateTimeOffset.UnixEpoch));
                    (merged, refused) = fits ? (merged + 1, refused) : (merged, refused + 1);
                }

                foreach (var record in all) (record.MergedIntoId ?? record.Id).ShouldBe(Top(all, merges, record).Id, $"history {history}, step {step}");
            }

            foreach (var left in merges.Where(m => m.UndoneAt is null).OrderBy(_ => random.Next()).ToList()) Undo(Person(all, merges, all.Single(r => r.Id == left.FromId)), left);
            all.ShouldAllBe(r => r.MergedIntoId == null);
        }

        Math.Min(merged, Math.Min(undone, refused)).ShouldBeGreaterThan(500);
    }

    private static CustomerMerge Undo(OnePerson person, CustomerMerge merge)
    {
        person.Undo(merge, By, DateTimeOffset.UnixEpoch);
        return merge;
    }

    /// <summary>As the database finds it: by what the records say, which is what is tested.</summary>
    private static OnePerson Person(Customer[] all, List<CustomerMerge> merges, Customer one)
    {
        Customer[] records = [.. all.Where(r => (r.MergedIntoId ?? r.Id) == (one.MergedIntoId ?? one.Id))];
        return new OnePerson(records, [.. merges.Where(m => m.UndoneAt is null && records.Any(r => r.Id == m.FromId))]);
    }

    /// <summary>The plain graph: who can be reached over merges that hold.</summary>
    private static List<Customer> Connected(Customer[] all, List<CustomerMerge> merges, Customer start)
    {
        List<Customer> reached = [start];
        for (var i = 0; i < reached.Count; i++)
            foreach (var m in merges.Where(m => m.UndoneAt is null && (m.FromId == reached[i].Id || m.IntoId == reached[i].Id)))
                if (all.Single(r => r.Id == (m.FromId == reached[i].Id ? m.IntoId : m.FromId)) is var next && !reached.Contains(next)) reached.Add(next);
        return reached;
    }

    /// <summary>Of those the one that was merged into none.</summary>
    private static Customer Top(Customer[] all, List<CustomerMerge> merges, Customer start) =>
        Connected(all, merges, start).Single(r => !merges.Any(m => m.UndoneAt is null && m.FromId == r.Id));
}
