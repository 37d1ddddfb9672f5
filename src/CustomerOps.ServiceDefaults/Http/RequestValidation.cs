using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CustomerOps.ServiceDefaults.Http;

/// <summary>
/// Checks the DataAnnotations on route parameters and request records, nested and in lists; broken ones are a 400 with camelCase field errors.
/// The framework's generated validation passes over internal types and attributes on record parameters, which is where ours are.
/// </summary>
internal static class RequestValidation
{
    private const int MaxDepth = 8;
    private static readonly ConcurrentDictionary<Type, Field[]> s_fields = new();

    public static void ValidateRequests(this RouteGroupBuilder group) => group.AddEndpointFilterFactory((route, next) =>
    {
        var parameters = route.MethodInfo.GetParameters()
            .Select((p, i) => (Index: i, p.Name, Rules: p.GetCustomAttributes<ValidationAttribute>().ToArray(), IsRequest: p.ParameterType.Assembly == route.MethodInfo.DeclaringType!.Assembly && FieldsOf(p.ParameterType).Length > 0))
            .Where(p => p.IsRequest || p.Rules.Length > 0).ToArray();
        if (parameters.Length == 0) return next;
        return context =>
        {
            var errors = new Dictionary<string, string[]>();
            foreach (var (index, name, rules, isRequest) in parameters)
            {
                var value = context.Arguments[index];
                Apply(rules, value, Camel(name!), errors);
                if (isRequest && value is not null) Check(value, "", errors, 0);
            }

            return errors.Count == 0 ? next(context) : ValueTask.FromResult<object?>(new ProblemResult(new Problem(400, "request.invalid", "Some fields have values that are not taken.", errors)));
        };
    });

    private static void Check(object value, string path, Dictionary<string, string[]> errors, int depth)
    {
        if (depth > MaxDepth) return;
        foreach (var (name, rules, read) in FieldsOf(value.GetType()))
        {
            var (field, content) = (path + name, read(value));
            Apply(rules, content, field, errors);
            if (content is null or string) continue;
            if (content is IEnumerable items and not IDictionary)
            {
                var index = 0;
                foreach (var item in items)
                    if (item is not null && IsOurs(item.GetType(), value.GetType())) Check(item, $"{field}[{index++}].", errors, depth + 1);
            }
            else if (IsOurs(content.GetType(), value.GetType())) Check(content, field + ".", errors, depth + 1);
        }
    }

    private static void Apply(ValidationAttribute[] rules, object? value, string field, Dictionary<string, string[]> errors)
    {
        var broken = rules.Where(r => !r.IsValid(value)).Select(r => r.FormatErrorMessage(field)).ToArray();
        if (broken.Length > 0) errors[field] = broken;
    }

    private static bool IsOurs(Type type, Type owner) => type.Assembly == owner.Assembly && !type.IsEnum;

    private static Field[] FieldsOf(Type type) => s_fields.GetOrAdd(type, t =>
    {
        if (!t.IsClass || t == typeof(string)) return [];
        var parameters = t.GetConstructors().SelectMany(c => c.GetParameters()).ToLookup(p => p.Name);
        var fields = t.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0)
            .Select(p => new Field(Camel(p.Name), [.. p.GetCustomAttributes<ValidationAttribute>(), .. parameters[p.Name].SelectMany(c => c.GetCustomAttributes<ValidationAttribute>())], p.GetValue)).ToArray();
        return t.GetMethod("<Clone>$") is null ? [] : fields; // request bodies are records
    });

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private sealed record Field(string Name, ValidationAttribute[] Rules, Func<object, object?> Read);
}
