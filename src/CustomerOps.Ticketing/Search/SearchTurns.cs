using System.Threading.RateLimiting;

namespace CustomerOps.Ticketing.Search;

/// <summary>
/// Searching is work for the database's processors. A few search at once and the others wait in order: side by side they would all be slow, the ones with many words most, and
/// replies with them. <c>Search:AtOnce</c> says how many; unsaid, one more than this machine has processors.
/// </summary>
internal sealed class SearchTurns(IConfiguration settings) : IDisposable
{
    private const int MostWaiting = 200;

    private readonly ConcurrencyLimiter _atOnce = new(new()
    {
        PermitLimit = Math.Max(1, settings.GetValue("Search:AtOnce", Environment.ProcessorCount + 1)), QueueLimit = MostWaiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    /// <exception cref="TimeoutException">More than <see cref="MostWaiting"/> wait already.</exception>
    public async ValueTask<RateLimitLease> Take(CancellationToken ct)
    {
        var turn = await _atOnce.AcquireAsync(1, ct);
        return turn.IsAcquired ? turn : throw new TimeoutException("Too many are searching at once.");
    }

    public void Dispose() => _atOnce.Dispose();
}

internal static class Turns
{
    /// <summary>Held from when the request is read until its answer is known.</summary>
    public static RouteHandlerBuilder InTurn(this RouteHandlerBuilder route) => route.AddEndpointFilter(async (context, next) =>
    {
        using var turn = await context.HttpContext.RequestServices.GetRequiredService<SearchTurns>().Take(context.HttpContext.RequestAborted);
        return await next(context);
    });
}
