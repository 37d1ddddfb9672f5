using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace CustomerOps.Benchmarks;

/// <summary>A cheap HTTP client: bodies come serialised, answers are read and not parsed, whatever is not the expected status is an error.</summary>
internal sealed class Api(Uri origin, string token) : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private readonly AuthenticationHeaderValue _authorization = new("Bearer", token);
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(5) });
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromHours(2));

    public Task<byte[]> Get(string path) => Send(HttpMethod.Get, path, null, HttpStatusCode.OK);

    public Task<byte[]> Post(string path, byte[] body) => Send(HttpMethod.Post, path, body, HttpStatusCode.Created);

    /// <summary>Whatever version the resource has.</summary>
    public Task<byte[]> Put(string path, byte[] body) => Send(HttpMethod.Put, path, body, HttpStatusCode.OK);

    public void Dispose()
    {
        _http.Dispose();
        _deadline.Dispose();
    }

    private async Task<byte[]> Send(HttpMethod method, string path, byte[]? body, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(method, new Uri(origin, path));
        request.Headers.Authorization = _authorization;
        if (method == HttpMethod.Put) request.Headers.IfMatch.Add(EntityTagHeaderValue.Any);
        if (body is not null) request.Content = new ByteArrayContent(body) { Headers = { ContentType = Json } };
        using var answer = await _http.SendAsync(request, _deadline.Token);
        var content = await answer.Content.ReadAsByteArrayAsync(_deadline.Token);
        if (answer.StatusCode != expected)
            throw new InvalidOperationException($"{method} {path} was answered {(int)answer.StatusCode}: {Encoding.UTF8.GetString(content)}");
        return content;
    }
}
