using CustomerOps.Testing.Stack;
using Xunit;

[assembly: AssemblyFixture(typeof(CustomerOps.Identity.Tests.IdentityStack))]

namespace CustomerOps.Identity.Tests;

/// <summary>Identity behind the gateway, once for all tests here.</summary>
public sealed class IdentityStack : IAsyncLifetime
{
    public ServiceStack Stack { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Stack = await ServiceStack.Start([], new() { ["Demo__Passwords"] = "true" });

    public ValueTask DisposeAsync() => Stack.DisposeAsync();
}
