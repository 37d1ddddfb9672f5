using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace CustomerOps.Identity.Partners;

/// <summary>RabbitMQ's management API with the bus's own credentials, at <c>services:bus:management:0</c>. A broker that is away, slow or ailing is a <see cref="TimeoutException"/>.</summary>
internal sealed class BrokerManagement(HttpClient http)
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);

    public static void Configure(IServiceProvider services, HttpClient http)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var address = configuration["services:bus:management:0"] ?? throw new InvalidOperationException("services:bus:management:0 is not set.");
        http.BaseAddress = new Uri(address.TrimEnd('/') + "/api/");
        http.Timeout = AnswerWithin;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(Bus(configuration).UserInfo))));
    }

    /// <summary>The virtual host of the bus's address, as it stands in a path.</summary>
    public static string VirtualHost(IConfiguration configuration) =>
        Bus(configuration).AbsolutePath is { Length: > 1 } path ? Uri.EscapeDataString(Uri.UnescapeDataString(path[1..])) : "%2F";

    public Task Put(string path, object body, CancellationToken stop) => Send(HttpMethod.Put, path, body, stop);

    public Task<JsonElement> Post(string path, object body, CancellationToken stop) => Send(HttpMethod.Post, path, body, stop);

    public Task<JsonElement> Get(string path, CancellationToken stop) => Send(HttpMethod.Get, path, null, stop);

    /// <summary>What is gone already is no failure.</summary>
    public Task Delete(string path, CancellationToken stop) => Send(HttpMethod.Delete, path, null, stop);

    private async Task<JsonElement> Send(HttpMethod method, string path, object? body, CancellationToken stop)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, options: JsonSerializerOptions.Default) };
            using var answer = await http.SendAsync(request, stop);
            if (method == HttpMethod.Delete && answer.StatusCode == HttpStatusCode.NotFound) return default;
            var text = await answer.Content.ReadAsStringAsync(stop);
            if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"{method} {path.Split('/')[0]}: {(int)answer.StatusCode} {text}", null, answer.StatusCode);
            return text.StartsWith('[') || text.StartsWith('{') ? JsonElement.Parse(text) : default;
        }
        catch (Exception e) when (e is HttpRequestException { StatusCode: null or >= HttpStatusCode.InternalServerError } || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            throw new TimeoutException($"The broker's management does not answer: {e.Message}", e);
        }
    }

    private static Uri Bus(IConfiguration configuration) => new(configuration.GetConnectionString("bus") ?? throw new InvalidOperationException("ConnectionStrings:bus is not set."));
}
