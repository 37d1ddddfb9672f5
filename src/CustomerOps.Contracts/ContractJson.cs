using System.Text.Json;
using System.Text.Json.Serialization;

namespace CustomerOps.Contracts;

/// <summary>How events look as JSON: camelCase data, enums as text, lower-case CloudEvents attributes, unknown members ignored (additive evolution), missing ones refused.</summary>
public static class ContractJson
{
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver
        {
            Modifiers = { LowerCaseEnvelope, NullMayBeMissing },
        };
        options.MakeReadOnly();
        return options;
    }

    private static void LowerCaseEnvelope(System.Text.Json.Serialization.Metadata.JsonTypeInfo type)
    {
        if (!type.Type.IsGenericType || type.Type.GetGenericTypeDefinition() != typeof(CloudEvent<>)) return;
        foreach (var property in type.Properties)
#pragma warning disable CA1308 // CloudEvents attribute names are lower case by specification.
            property.Name = property.Name.ToLowerInvariant();
#pragma warning restore CA1308
        // The compiler does not say that T is never null; an event without data says nothing and is refused.
        var data = type.Properties.Single(p => p.Name == "data");
        (data.IsGetNullable, data.IsSetNullable, data.IsRequired) = (false, false, true);
    }

    /// <summary>What may be null is not written when it is, and so not asked for when read.</summary>
    private static void NullMayBeMissing(System.Text.Json.Serialization.Metadata.JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (property is { IsSetNullable: true, AssociatedParameter: { } parameter } && (parameter.IsNullable || Nullable.GetUnderlyingType(parameter.ParameterType) is not null)) property.IsRequired = false;
    }
}
