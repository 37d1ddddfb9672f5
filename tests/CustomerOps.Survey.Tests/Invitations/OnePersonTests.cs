using CustomerOps.Contracts.Ticketing;
using CustomerOps.Survey.Tests.House;
using Shouldly;
using Xunit;

namespace CustomerOps.Survey.Tests.Invitations;

/// <summary>Who has two records is asked by one of them, and as two people again when they turn out to be two.</summary>
public sealed class OnePersonTests(SurveyHouse house) : DoorTests(house)
{
    private readonly TicketCustomer _office = Cases.NewCustomer(), _home = Cases.NewCustomer();
    private readonly DateTimeOffset _start = DateTimeOffset.UtcNow;

    [Fact]
    public async Task Asked_by_one_record_the_person_is_not_asked_by_the_other_until_they_are_two_again()
    {
        await Merge(_start);
        await Cases.Invite(House, customer: _office);
        (await Reason(_home)).ShouldBe("recently-asked");
        // Told late and twice, an older merge changes nothing.
        await Unmerge(_start.AddMinutes(2));
        await Merge(_start.AddMinutes(1));
        await Cases.Invite(House, customer: _home);
    }

    [Fact]
    public async Task Both_records_at_the_same_instant_are_asked_once()
    {
        await Merge(_start);
        var solved = new[] { Cases.Solved(_office), Cases.Solved(_home) };
        await Task.WhenAll(solved.Select(s => House.Partner.Tell(House.Nordlys, s)));
        var decided = new List<string?>();
        foreach (var s in solved) decided.Add((await House.InvitationFor(s.TicketId)).GetProperty("status").GetString());
        decided.Count(d => d == "withheld").ShouldBe(1);
    }

    [Fact]
    public async Task A_no_said_by_one_record_is_the_persons()
    {
        await Told(new CustomerConsentChanged(_office.CustomerId, _office.Email, false, _start));
        await Merge(_start);
        (await Reason(_home)).ShouldBe("no-consent");
        await Unmerge(_start.AddMinutes(1));
        await Cases.Invite(House, customer: _home);
    }

    private Task Merge(DateTimeOffset at) => Told(new CustomerMerged(Guid.NewGuid(), _office.CustomerId, _home.CustomerId, _home.CustomerId, [_office.CustomerId], null, "Sofie", at));

    private Task Unmerge(DateTimeOffset at) => Told(new CustomerUnmerged(Guid.NewGuid(), _office.CustomerId, _home.CustomerId, [_office.CustomerId], null, "Sofie", at));

    /// <summary>Told and taken in: other events have queues of their own and may be taken in first.</summary>
    private async Task Told<T>(T told) where T : class
    {
        var id = Guid.CreateVersion7();
        await House.Partner.Tell(House.Nordlys, told, id);
        await House.UntilStored($"select from inbox where message_id = '{id}'");
    }

    private async Task<string?> Reason(TicketCustomer customer)
    {
        var solved = Cases.Solved(customer);
        await House.Partner.Tell(House.Nordlys, solved);
        return (await House.InvitationFor(solved.TicketId, "withheld")).GetProperty("reason").GetString();
    }
}
