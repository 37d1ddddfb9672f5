using System.Net;
using CustomerOps.Testing.Stack;
using Xunit;

[assembly: AssemblyFixture(typeof(CustomerOps.Identity.Tests.IdentityStack))]

namespace CustomerOps.Identity.Tests;

/// <summary>Identity behind the gateway, once for all tests here.</summary>
public sealed class IdentityStack : IAsyncLifetime
{
    public const string PreviousServiceKey = "service-key-of-last-year";

    public ServiceStack Stack { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Stack = await ServiceStack.Start([], new()
        {
            // The provider of the tests is on loopback, which is called only where operators say so.
            ["Demo__Passwords"] = "true", ["SignInProviders__AllowedNetworks__0"] = "127.0.0.0/8", ["Keys__ServicePrevious"] = PreviousServiceKey,
        });
        // Cold, and on a busy machine, the first caller may wait longer than the gateway waits for Identity.
        foreach (var slug in (string[])["nordlys", "aurora"])
        {
            using var manager = Stack.Client(slug, "manager");
            for (var tries = 0; tries < 20 && (await manager.GetAsync("/api/v1/organisation")).StatusCode == HttpStatusCode.ServiceUnavailable; tries++) await Task.Delay(500);
        }
    }

    public ValueTask DisposeAsync() => Stack.DisposeAsync();
}
