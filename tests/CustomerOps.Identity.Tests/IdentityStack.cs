using CustomerOps.Testing.Stack;
using Xunit;

[assembly: AssemblyFixture(typeof(CustomerOps.Identity.Tests.IdentityStack))]

namespace CustomerOps.Identity.Tests;

/// <summary>Identity behind the gateway, once for all tests here.</summary>
public sealed class IdentityStack : IAsyncLifetime
{
    public ServiceStack Stack { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Stack = await ServiceStack.Start([], new()
    {
        // The provider of the tests is on loopback, which is called only where operators say so.
        ["Demo__Passwords"] = "true", ["SignInProviders__AllowedNetworks__0"] = "127.0.0.0/8",
    });

    public ValueTask DisposeAsync() => Stack.DisposeAsync();
}
