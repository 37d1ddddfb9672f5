using System.Text.Json.Nodes;
using CustomerOps.Testing.Stack;
using Xunit;

[assembly: AssemblyFixture(typeof(CustomerOps.Gateway.Tests.GatewayStack))]

namespace CustomerOps.Gateway.Tests;

/// <summary>The gateway before Identity; no other service runs.</summary>
public sealed class GatewayStack : IAsyncLifetime
{
    public const string PreviousKey = "the-gateway-key-before-this-one";

    public ServiceStack Stack { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Stack = await ServiceStack.Start([], new() { ["Keys__GatewayPrevious"] = PreviousKey, ["Cors__Origins__0"] = "https://desk.example" });

    public ValueTask DisposeAsync() => Stack.DisposeAsync();
}

internal static class Answers
{
    public static async Task<JsonNode> Problem(this HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Shouldly.ShouldBeStringTestExtensions.ShouldBe(answer.Content.Headers.ContentType?.MediaType ?? "", "application/problem+json", text);
        return JsonNode.Parse(text)!;
    }

    public static async Task<string> Code(this HttpResponseMessage answer) => (await answer.Problem())["code"]!.GetValue<string>();
}
