using System.Text.Json.Nodes;
using CustomerOps.Gateway.Routing;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CustomerOps.Gateway.Documents;

/// <summary>The services' OpenAPI documents and the gateway's own as one, asked anew every half minute; a service that is away is left out until it is back.</summary>
internal sealed class MergedDocument(IHttpClientFactory http, [FromKeyedServices("v1")] IOpenApiDocumentProvider own, IConfiguration configuration, TimeProvider time, ILogger<MergedDocument> log) : IDisposable
{
    private static readonly TimeSpan Keep = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _merging = new(1, 1);
    private (DateTimeOffset At, string Text)? _merged;

    public async Task<string> Get(CancellationToken stop)
    {
        await _merging.WaitAsync(stop);
        try
        {
            if (_merged is not { } merged || time.GetUtcNow() - merged.At > Keep) _merged = merged = (time.GetUtcNow(), await Merge(stop));
            return merged.Text;
        }
        finally { _merging.Release(); }
    }

    private async Task<string> Merge(CancellationToken stop)
    {
        var documents = await Task.WhenAll(RouteTable.Api.Keys.Select(service => Ask(service, stop)));
        return DocumentMerge.Merge([.. documents.OfType<(string, JsonObject)>(), ("gateway", await Own(stop))]).ToJsonString();
    }

    private async Task<JsonObject> Own(CancellationToken stop)
    {
        var document = await own.GetOpenApiDocumentAsync(stop);
        return JsonNode.Parse(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, stop))!.AsObject();
    }

    private async Task<(string Service, JsonObject Document)?> Ask(string service, CancellationToken stop)
    {
        try
        {
            using var client = http.CreateClient();
            client.Timeout = TimeSpan.FromSeconds(20); // the first time a large service describes itself on a busy machine
            var text = await client.GetStringAsync(new Uri(new Uri(ServiceRoutes.AddressOf(service, configuration)), "/openapi/v1.json"), stop);
            return (service, JsonNode.Parse(text)!.AsObject());
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or System.Text.Json.JsonException)
        {
            log.LogWarning("The API document of {Service} could not be read: {Reason}", service, e.Message);
            return null;
        }
    }

    public void Dispose() => _merging.Dispose();
}
