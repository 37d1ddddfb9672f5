using System.Diagnostics.CodeAnalysis;

namespace CustomerOps.ServiceDefaults.Http;

/// <summary>A request body as the API document shows it; it is accepted as it stands, ids apart, and the convention tests send it.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ExampleAttribute([StringSyntax(StringSyntaxAttribute.Json)] string json) : Attribute
{
    public string Json { get; } = json;
}
