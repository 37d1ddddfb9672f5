using System.Net;
using CustomerOps.Contracts.Mail;
using CustomerOps.Contracts.Partners;
using CustomerOps.Testing.DataProtection;
using Shouldly;
using Xunit;

namespace CustomerOps.Ticketing.Tests.Door;

/// <summary>What an organisation has kept as long as it says is forgotten; what it counts for stays.</summary>
[Collection(DoorCollection.Name)]
public sealed class RetentionTests(TicketingStack door) : IAsyncLifetime
{
    private readonly Erasable _old = new(door), _new = new(door);

    [Fact]
    public async Task Files_then_what_was_said_then_people_go_when_their_time_is_over_and_no_others()
    {
        foreach (var person in (Erasable[])[_old, _new]) { await person.Live(); await person.Settle(); }
        await LongAgo(_old, 100);
        (await Forecast("attachmentsMonths=90&conversationsMonths=90&customersMonths=90")).ShouldBe((1, 2, 1));
        (await Forecast("attachmentsMonths=110&conversationsMonths=110&customersMonths=110")).ShouldBe((0, 0, 0));

        await Set(new { attachmentsMonths = 90 });
        await door.Eventually(async () => (await door.Agent.Get($"/tickets/{_old.Ticket}/attachments")).Items.Count == 0, "the files are gone");
        (await door.Agent.Get($"/tickets/{_old.Ticket}")).Text("subject").ShouldContain(_old.Word);
        (await door.Agent.Get($"/tickets/{_new.Ticket}/attachments")).Items.Count.ShouldBe(1);

        await Set(new { conversationsMonths = 90 });
        await door.Eventually(async () => (await door.Agent.Get($"/tickets/{_old.Ticket}")).Text("subject") == "[erased]", "what was said is gone");
        (await door.Agent.Get($"/customers/{_old.Customer}")).Text("name").ShouldBe(_old.Name);
        (await door.Agent.Get($"/search?q={_old.Word}&kinds=messages")).Body.ToJsonString().ShouldNotContain($"More of {_old.Word}");

        await Set(new { customersMonths = 90 });
        await door.Eventually(async () => (await door.Manager.Get($"/customers/{_old.Customer}/erasure")).Status == HttpStatusCode.OK, "the person is being erased", withinSeconds: 60);
        var erasure = await door.Manager.Get($"/customers/{_old.Customer}/erasure");
        (erasure.Text("basis"), erasure.Text("orderedByName")).ShouldBe(("retention", "CustomerOps"));
        await _old.UntilCertified(erasure.Id);
        await using var database = door.Stack.Database("ticketing");
        (await Scan.Database(database, _old.Word)).ShouldBeEmpty();
        (await door.Agent.Get($"/customers/{_new.Customer}")).Text("name").ShouldBe(_new.Name);
        (await door.Manager.Get($"/customers/{_new.Customer}/erasure")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_mail_that_was_set_aside_goes_when_its_time_is_over()
    {
        var (old, recent) = (SetAside(), SetAside());
        foreach (var mail in (MailReceived[])[old, recent]) await door.Mail(mail);
        await door.Execute($"update mails set at = at - interval '100 months' where id = '{old.MailId}'");
        (await Kept(old), await Kept(recent)).ShouldBe((1, 1));
        await Set(new { attachmentsMonths = 90, customersMonths = 240 });
        await door.Eventually(async () => await door.Scalar<long>("select count(*) from due_messages where name = 'forget-what-is-old' and due_at < now() + interval '1 minute'") == 0, "others are not meant");
        (await Kept(old)).ShouldBe(1);
        await Set(new { conversationsMonths = 90 });
        await door.Eventually(async () => await Kept(old) == 0, "it is gone");
        (await Kept(recent)).ShouldBe(1);

        static MailReceived SetAside() => SomeMail.From(Calls.NewAddress(), "Out of office", "I am away", automatic: AutomaticKind.AutoReply);
        Task<long> Kept(MailReceived mail) => door.Scalar<long>($"select count(*) from mails where id = '{mail.MailId}' and set_aside = 'no-ticket' and body is not null");
    }

    [Fact]
    public async Task It_is_the_managers_to_set_and_means_something()
    {
        var path = "/api/v1/retention-policy";
        (await door.Agent.Get("/retention-policy")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await door.Manager.Call(HttpMethod.Put, "/retention-policy", new { customersMonths = 12 }, "\"999\"")).Status.ShouldBe(HttpStatusCode.PreconditionFailed, path);
        foreach (var wrong in (object[])[new { customersMonths = 0 }, new { attachmentsMonths = 241 }])
            ((int)(await door.Manager.Call(HttpMethod.Put, "/retention-policy", wrong, "*")).Status).ShouldBeInRange(400, 422);
        (await door.Stack.Client("aurora", "manager").Get("/retention-policy")).Body["setAt"].ShouldBeNull();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await Set(new { });

    private async Task Set(object policy) => (await door.Manager.PutFresh("/retention-policy", "", policy)).Status.ShouldBe(HttpStatusCode.OK);

    private async Task<(int, int, int)> Forecast(string query)
    {
        var told = await door.Manager.Get($"/retention-policy/forecast?{query}");
        told.Status.ShouldBe(HttpStatusCode.OK, told.Body.ToJsonString());
        return ((int)told.Body["attachments"]!, (int)told.Body["conversations"]!, (int)told.Body["customers"]!);
    }

    /// <summary>As if all of it had been so many months ago, and closed since.</summary>
    private Task<int> LongAgo(Erasable person, int months) => door.Execute($"""
        update tickets set state = 'closed', state_since = state_since - interval '{months} months', updated_at = updated_at - interval '{months} months' where customer_id = '{person.Customer}';
        update timeline set at = at - interval '{months} months' where customer_id = '{person.Customer}';
        update customers set created_at = created_at - interval '{months} months' where id = '{person.Customer}'
        """);
}
