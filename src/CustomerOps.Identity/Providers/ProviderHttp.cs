using System.Net;
using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Identity.Providers;

/// <summary>
/// Asks providers: addresses are checked before and while connecting, redirects are not followed, answers are small and come within a deadline. What comes
/// otherwise is <see cref="ProviderAway"/>.
/// </summary>
internal sealed class ProviderHttp(HttpClient http, AllowedAddresses allowed)
{
    private const int LargestAnswer = 256 * 1024, LargestHeadersKilobytes = 32;
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(3), AnswerWithin = TimeSpan.FromSeconds(5);

    public static void Add(IServiceCollection services) => services.AddHttpClient<ProviderHttp>(http =>
    {
        (http.Timeout, http.MaxResponseContentBufferSize) = (AnswerWithin, LargestAnswer);
        http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
    }).ConfigurePrimaryHttpMessageHandler(services => new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectTimeout = ConnectWithin, MaxResponseHeadersLength = LargestHeadersKilobytes, MaxConnectionsPerServer = 32,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2), ConnectCallback = services.GetRequiredService<AllowedAddresses>().Connect,
    });

    /// <summary>JSON from there, whole.</summary>
    public async Task<string> Get(string address, CancellationToken stop, string? accessToken = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Checked(address));
        if (accessToken is not null) request.Headers.Authorization = new("Bearer", accessToken);
        var (status, text) = await Send(request, stop);
        return status == HttpStatusCode.OK ? text : throw new ProviderAway($"It answered {(int)status}.");
    }

    /// <summary>Posts a form; the answer's status tells what became of it.</summary>
    public Task<(HttpStatusCode Status, string Text)> Post(string address, IEnumerable<KeyValuePair<string, string>> form, string? basic, CancellationToken stop)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Checked(address)) { Content = new FormUrlEncodedContent(form) };
        if (basic is not null) request.Headers.Authorization = new("Basic", basic);
        return Send(request, stop);
    }

    /// <summary>Where a browser may be sent, or we may ask.</summary>
    public Uri Checked(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && allowed.Permits(uri) ? uri : throw new ProviderAway("It names an address that may not be called.");

    private async Task<(HttpStatusCode Status, string Text)> Send(HttpRequestMessage request, CancellationToken stop)
    {
        try
        {
            using (request)
            {
                using var answer = await http.SendAsync(request, stop);
                return (answer.StatusCode, await answer.Content.ReadAsStringAsync(stop));
            }
        }
        catch (Exception e) when (e is HttpRequestException or InvalidOperationException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            throw new ProviderAway(e is HttpRequestException http ? $"{http.HttpRequestError}: {http.Message}" : "It did not answer in time.");
        }
    }
}
