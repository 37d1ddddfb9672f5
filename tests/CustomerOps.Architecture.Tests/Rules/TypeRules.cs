using System.CodeDom.Compiler;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace CustomerOps.Architecture.Tests.Rules;

internal static class TypeRules
{
    /// <summary>A class is sealed, static, or an abstract base.</summary>
    internal static IEnumerable<string> Unsealed(IEnumerable<Type> types) =>
        from type in types.Where(IsOurs)
        where type.IsClass && !type.IsSealed && !type.IsAbstract
        select $"{type.FullName} is neither sealed nor static nor abstract";

    /// <summary>A host shows nothing to other projects.</summary>
    internal static IEnumerable<string> Visible(IEnumerable<Type> types) =>
        from type in types.Where(IsOurs)
        where type.IsPublic
        select $"{type.FullName} is public";

    /// <summary>Records on the wire never change once made.</summary>
    internal static IEnumerable<string> MutableRecords(IEnumerable<Type> types)
    {
        foreach (var type in types.Where(IsOurs).Where(type => type.GetMethod("<Clone>$") is not null))
        {
            if (!type.IsSealed) yield return $"{type.FullName} is not sealed";
            if (type.BaseType != typeof(object)) yield return $"{type.FullName} inherits from {type.BaseType}";
            foreach (var property in type.GetProperties().Where(property => property.SetMethod is { } setter && !IsInit(setter)))
                yield return $"{type.FullName}.{property.Name} can be set";
            foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Instance).Where(field => !field.IsInitOnly))
                yield return $"{type.FullName}.{field.Name} is a public field";
            foreach (var property in type.GetProperties().Where(property => IsMutableCollection(property.PropertyType)))
                yield return $"{type.FullName}.{property.Name} is a collection that can be changed: {property.PropertyType.Name}";
        }
    }

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static bool IsMutableCollection(Type type) =>
        type.IsArray || (type.IsGenericType && type.GetGenericTypeDefinition() is var generic && (generic == typeof(List<>) || generic == typeof(Dictionary<,>) || generic == typeof(HashSet<>)));

    // What a compiler or generator wrote has its own rules: gRPC's stubs, the entry point, lambdas' closures.
    private static bool IsOurs(Type type) =>
        !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && !type.IsDefined(typeof(GeneratedCodeAttribute), inherit: false)
        && (type.Namespace is null || type.Namespace.StartsWith("CustomerOps", StringComparison.Ordinal))
        && type.Name != "Program" && !type.Name.Contains('<', StringComparison.Ordinal)
        && !IsOfProtobuf(type) && (type.DeclaringType is null || IsOurs(type.DeclaringType));

    private static bool IsOfProtobuf(Type type) =>
        type.GetInterface("Google.Protobuf.IMessage") is not null || (type.BaseType is { IsGenericType: true } parent && parent.Name.StartsWith("ClientBase", StringComparison.Ordinal))
        || type.IsDefined(typeof(Grpc.Core.BindServiceMethodAttribute), inherit: false) || type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static) is not null
        || type.GetNestedTypes().Any(nested => nested.IsDefined(typeof(Grpc.Core.BindServiceMethodAttribute), inherit: false));
}
