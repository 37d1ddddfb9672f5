using System.Net;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>Many writers at the same moment, and the same request twice.</summary>
[Collection(DoorCollection.Name)]
public sealed class AtOnceTests(TicketingStack door)
{
    [Fact]
    public async Task Fifty_writers_get_two_hundred_and_fifty_different_numbers()
    {
        var numbers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            var mine = new List<string>();
            for (var i = 0; i < 5; i++) mine.Add((await door.Agent.CreateTicket()).Text("number"));
            return mine;
        }));
        numbers.SelectMany(n => n).Distinct().Count().ShouldBe(250);
    }

    [Fact]
    public async Task Ten_first_contacts_of_one_customer_make_one_customer()
    {
        var email = Calls.NewAddress();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => door.Agent.CreateTicket(email)));
        (await door.Agent.Get($"/customers?email={email}")).Items.Count.ShouldBe(1);
        (await door.Agent.Get($"/tickets?requester={email}")).Items.Count.ShouldBe(10);
    }

    [Fact]
    public async Task Ten_words_at_once_are_all_kept()
    {
        var ticket = $"/tickets/{(await door.Agent.CreateTicket()).Id}";
        var said = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => door.Agent.Post($"{ticket}/messages", new { visibility = "public", body = $"word {i}" })));
        said.ShouldAllBe(s => s.Status == HttpStatusCode.Created);
        (await door.Agent.Get($"{ticket}/messages")).Items.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Of_two_solutions_at_once_one_wins_and_the_other_is_told()
    {
        var created = await door.Agent.CreateTicket();
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(i => door.Agent.Call(HttpMethod.Put, $"/tickets/{created.Id}/solution", new { summary = $"way {i}" }, created.ETag)));
        answers.Select(a => a.Status).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed]);
        await door.Hear("ticketing.ticket-solved.v1", created.Id);
        door.Heard("ticketing.ticket-solved.v1", created.Id).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_key_again_returns_the_first_answer_and_makes_no_second_ticket()
    {
        var (email, key) = (Calls.NewAddress(), Guid.NewGuid().ToString());
        object body = new { channel = "web", subject = "Once", body = "please", requester = new { email } };
        var first = await door.Agent.Call(HttpMethod.Post, "/tickets", body, idempotencyKey: key);
        var again = await door.Agent.Call(HttpMethod.Post, "/tickets", body, idempotencyKey: key);
        first.Status.ShouldBe(HttpStatusCode.Created);
        (again.Status, again.Id).ShouldBe((HttpStatusCode.Created, first.Id));
        again.Http.Headers.GetValues("Idempotency-Replayed").ShouldBe(["true"]);
        (await door.Agent.Get($"/tickets?requester={email}")).Items.Count.ShouldBe(1);
    }
}
