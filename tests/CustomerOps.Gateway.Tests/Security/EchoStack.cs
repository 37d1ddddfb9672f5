using CustomerOps.Testing.Stack;
using Xunit;

[assembly: AssemblyFixture(typeof(CustomerOps.Gateway.Tests.Security.EchoStack))]

namespace CustomerOps.Gateway.Tests.Security;

/// <summary>The gateway as the AppHost starts it, with an echo where the knowledge base and Ticketing would be.</summary>
public sealed class EchoStack : IAsyncLifetime
{
    /// <summary>A path that the gateway routes to the echo.</summary>
    public const string Path = "/api/v1/articles";

    internal Echo Echo { get; private set; } = null!;

    public ServiceStack Stack { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Echo = await Echo.Start();
        Stack = await ServiceStack.Start([], new()
        {
            ["services__knowledge-base__http__0"] = $"{Echo.Address}", ["services__ticketing__http__0"] = $"{Echo.Address}", ["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true", ["ASPNETCORE_ENVIRONMENT"] = "Production",
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Stack.DisposeAsync();
        await Echo.DisposeAsync();
    }

    /// <summary>The API key of that role, as a header's value.</summary>
    internal string Key(string role)
    {
        using var client = Stack.Client("nordlys", role);
        return $"{client.DefaultRequestHeaders.Authorization}";
    }
}
