using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using CustomerOps.ServiceDefaults.Http;

namespace CustomerOps.Ticketing.Webhooks;

/// <summary>Sends one event to a webhook: addresses are checked before and while connecting, no redirect is followed, little of the answer is read, and all within a deadline.</summary>
internal sealed class WebhookHttp(HttpClient http, AllowedAddresses allowed, WebhookKeys keys, WebhookSettings settings, TimeProvider time)
{
    private const int MostRead = 4 * 1024, MostKept = 500, LargestHeadersKilobytes = 32;
    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(5);

    public static void Add(IServiceCollection services) => services.AddHttpClient<WebhookHttp>(http => http.Timeout = Timeout.InfiniteTimeSpan)
        .ConfigurePrimaryHttpMessageHandler(services => new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectTimeout = ConnectWithin, MaxResponseHeadersLength = LargestHeadersKilobytes,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2), ActivityHeadersPropagator = null, ConnectCallback = services.GetRequiredService<AllowedAddresses>().Connect,
        });

    public bool MayCall(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && allowed.Permits(address);

    /// <returns>What came of it, also when nothing did.</returns>
    public async Task<DeliveryAttempt> Post(Webhook hook, Guid messageId, string body, CancellationToken stop)
    {
        var at = time.Now();
        var started = time.GetTimestamp();
        if (!MayCall(hook.Url)) return Failed("address-not-allowed");
        if (keys.Sign(hook, messageId, at, body) is not { } signature) return Failed("key-unreadable");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(settings.AnswerWithin);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, hook.Url) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents+json");
            request.Headers.Add("webhook-id", messageId.ToString());
            request.Headers.Add("webhook-timestamp", at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
            request.Headers.Add("webhook-signature", signature);
            request.Headers.UserAgent.ParseAdd("CustomerOps-Webhooks/1");
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            var said = await Beginning(answer, deadline.Token);
            return new(at, Took(), (int)answer.StatusCode, answer.IsSuccessStatusCode ? null : $"status-{(int)answer.StatusCode}", said);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested) { return Failed("no-answer-in-time"); }
        catch (HttpRequestException e) { return Failed(e.HttpRequestError == HttpRequestError.Unknown ? "not-connected" : Kebab<HttpRequestError>.Of(e.HttpRequestError)); }
        catch (IOException) { return Failed("answer-broken-off"); }

        DeliveryAttempt Failed(string reason) => new(at, Took(), null, reason, null);

        int Took() => (int)time.GetElapsedTime(started).TotalMilliseconds;
    }

    private static async Task<string?> Beginning(HttpResponseMessage answer, CancellationToken stop)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(stop);
        var read = new byte[MostRead];
        var length = await stream.ReadAtLeastAsync(read, MostRead, throwOnEndOfStream: false, stop);
        string text = new([.. Encoding.UTF8.GetString(read.AsSpan(0, length)).Where(c => !char.IsControl(c) && !char.IsSurrogate(c)).Take(MostKept)]);
        return text.Length == 0 ? null : text;
    }
}
