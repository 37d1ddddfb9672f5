using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerOps.ServiceDefaults.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace CustomerOps.ServiceDefaults.Http;

/// <summary>Each service's OpenAPI 3.1 document; the gateway merges them. What a route is made of describes it: nothing is written twice.</summary>
internal static class ApiDocument
{
    public static void AddApiDocument(this IServiceCollection services, string service) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = $"CustomerOps {service}", Version = "v1" };
            document.Servers = [];
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            Describe(operation, context.Description.HttpMethod!, context.Description.ActionDescriptor.EndpointMetadata);
            if (context.Description.ParameterDescriptions.FirstOrDefault(p => p.Source.Id == "Body")?.Type is { } body) ShowExample(operation, body);
            return Task.CompletedTask;
        });
    });

    private static void Describe(OpenApiOperation operation, string method, IList<object> route)
    {
        // The use case's name; a route that is one of several in a file carries its own.
        operation.OperationId ??= route.OfType<MethodInfo>().LastOrDefault() is { DeclaringType: { } useCase } handler
            ? JsonNamingPolicy.CamelCase.ConvertName(handler.Name == "Handle" ? useCase.Name : handler.Name + useCase.Name) : null;
        var roles = route.OfType<ServedRoles>().LastOrDefault()?.Roles ?? [];
        operation.Description = $"{operation.Description} {(roles.Length == 0 ? "No key is needed." : $"Roles: {string.Join(", ", roles)}.")}".Trim();
        operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        operation.Extensions["x-roles"] = new JsonNodeExtension(JsonSerializer.SerializeToNode(roles)!);
        operation.Parameters ??= [];
        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>()) parameter.Name = JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!);
        if (route.OfType<NeedsIfMatch>().Any()) operation.Parameters.Add(Header("If-Match", "The ETag of the version you read.", required: true));
        if (route.OfType<CarriesETag>().Any() && method == "GET") operation.Parameters.Add(Header("If-None-Match", "The ETag you have; the same is answered 304.", required: false));
        if (method == "POST") operation.Parameters.Add(Header("Idempotency-Key", "At most 255 characters; the same key and body again returns the first answer.", required: false));
        Responses(operation, method, route);
    }

    private static void Responses(OpenApiOperation operation, string method, IList<object> route)
    {
        var responses = operation.Responses ??= [];
        if (!responses.TryGetValue("404", out var problem)) return;
        List<(string Status, string Meaning)> more = [];
        if (method is not "GET") more.AddRange([("409", "A rule forbids it now, or the same request is being answered"), ("422", "A value breaks a rule")]);
        if (operation.RequestBody is not null) more.AddRange([("413", "The body is larger than the route takes"), ("415", "The body is not application/json")]);
        if (route.OfType<NeedsIfMatch>().Any()) more.AddRange([("412", "Changed since it was read"), ("428", "If-Match is missing")]);
        foreach (var (status, meaning) in more) responses.TryAdd(status, new OpenApiResponse { Description = meaning, Content = problem.Content });
        if (method == "GET" && route.OfType<CarriesETag>().Any()) responses.TryAdd("304", new OpenApiResponse { Description = "Not modified" });
        operation.Responses = [];
        foreach (var (status, response) in responses.OrderBy(r => r.Key, StringComparer.Ordinal)) operation.Responses[status] = response;
    }

    private static void ShowExample(OpenApiOperation operation, Type body)
    {
        var item = body.IsArray ? body.GetElementType()! : body.IsGenericType ? body.GetGenericArguments()[0] : body;
        if (item.GetCustomAttribute<ExampleAttribute>() is not { } example || operation.RequestBody?.Content is not { } content) return;
        var json = JsonNode.Parse(example.Json)!;
        foreach (var media in content.Values.OfType<OpenApiMediaType>()) media.Example = item == body ? json : new JsonArray(json);
    }

    private static OpenApiParameter Header(string name, string description, bool required) => new()
    {
        Name = name, In = ParameterLocation.Header, Description = description, Required = required,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
