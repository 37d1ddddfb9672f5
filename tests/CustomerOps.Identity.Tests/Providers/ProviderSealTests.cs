using CustomerOps.ServiceDefaults.Access;
using CustomerOps.Testing.Stack;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace CustomerOps.Identity.Tests.Providers;

/// <summary>A new service key leaves no organisation shut out of its provider.</summary>
public sealed class ProviderSealTests(ProviderHouse house) : IClassFixture<ProviderHouse>
{
    [Fact]
    public async Task A_secret_sealed_by_the_key_before_still_works_and_is_sealed_anew_at_the_next_start()
    {
        var organisation = await house.Organisation();
        var email = organisation.Address("ida");
        await house.Provider.Knows(email, $"ida-{await organisation.Add(email)}");
        var (id, _) = await Stored(organisation);
        var before = new Seal(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Keys:Service", (string?)IdentityStack.PreviousServiceKey)]).Build(), "sign-in-provider-secret");
        var old = before.Close(id, System.Text.Encoding.UTF8.GetBytes(OpenIdProvider.ClientSecret));
        await using (var database = house.Stack.Database("identity"))
        {
            await using var command = database.CreateCommand("update sign_in_providers set client_secret = $1 where id = $2");
            foreach (var value in (object[])[old, id]) command.Parameters.Add(new() { Value = value });
            (await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
        }

        await SignsIn(email);
        var (name, _) = await house.Stack.StartReplica("identity");
        try
        {
            for (var tries = 0; tries < 100 && (await Stored(organisation)).Secret.SequenceEqual(old); tries++) await Task.Delay(200, TestContext.Current.CancellationToken);
            before.Open(id, (await Stored(organisation)).Secret).ShouldBeNull(house.Stack.Log(name));
        }
        finally { await house.Stack.Kill(name); }

        await SignsIn(email);
    }

    private async Task SignsIn(string email)
    {
        using var visitor = house.Visitor();
        var seen = await visitor.SignIn(email);
        (await visitor.Me()).ShouldNotBeNull(seen.Html);
    }

    private async Task<(Guid Id, byte[] Secret)> Stored(Brought organisation)
    {
        await using var database = house.Stack.Database("identity");
        await using var command = database.CreateCommand("select id, client_secret from sign_in_providers where tenant_id = $1");
        command.Parameters.Add(new() { Value = organisation.Id });
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        (await rows.ReadAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
        return (rows.GetGuid(0), rows.GetFieldValue<byte[]>(1));
    }
}
