using CustomerOps.ServiceDefaults.Access;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace CustomerOps.ServiceDefaults.Http;

/// <summary>Each service's OpenAPI 3.1 document; the gateway merges them.</summary>
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
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            if (metadata.OfType<ServedRoles>().LastOrDefault() is { } served)
                operation.Description = $"{operation.Description} Roles: {string.Join(", ", served.Roles)}.".Trim();
            operation.Parameters ??= [];
            if (metadata.OfType<NeedsIfMatch>().Any()) operation.Parameters.Add(Header("If-Match", "The ETag of the version you read.", required: true));
            if (context.Description.HttpMethod == "POST") operation.Parameters.Add(Header("Idempotency-Key", "At most 255 characters; the same key and body again returns the first answer.", required: false));
            return Task.CompletedTask;
        });
    });

    private static OpenApiParameter Header(string name, string description, bool required) => new()
    {
        Name = name, In = ParameterLocation.Header, Description = description, Required = required,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
