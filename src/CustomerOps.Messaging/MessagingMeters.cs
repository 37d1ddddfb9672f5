using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CustomerOps.Messaging;

/// <summary>What operators see of messaging on the dashboard.</summary>
internal sealed class MessagingMeters : IDisposable
{
    public static readonly ActivitySource Spans = new("CustomerOps.Messaging");

    private readonly Meter _meter = new("CustomerOps.Messaging");
    private readonly Counter<long> _published, _consumed, _duplicates, _failed, _due;
    private long _waiting, _errors, _dueFailed;
    private double _oldest;
    private readonly HashSet<string> _observed = [];
    private volatile ILookup<string, BusinessFigure> _figures = Array.Empty<BusinessFigure>().ToLookup(f => f.Name);

    public MessagingMeters()
    {
        _published = _meter.CreateCounter<long>("customerops.outbox.published", "{message}");
        _consumed = _meter.CreateCounter<long>("customerops.events.consumed", "{message}");
        _duplicates = _meter.CreateCounter<long>("customerops.events.duplicates", "{message}");
        _failed = _meter.CreateCounter<long>("customerops.events.failed", "{attempt}");
        _due = _meter.CreateCounter<long>("customerops.due.delivered", "{message}");
        _meter.CreateObservableGauge("customerops.outbox.waiting", () => Volatile.Read(ref _waiting), "{message}");
        _meter.CreateObservableGauge("customerops.outbox.lag", () => Volatile.Read(ref _oldest), "s", "Age of the oldest event not yet published.");
        _meter.CreateObservableGauge("customerops.error_queues.messages", () => Volatile.Read(ref _errors), "{message}", "Messages that could not be understood or handled.");
        _meter.CreateObservableGauge("customerops.due.failed", () => Volatile.Read(ref _dueFailed), "{message}");
    }

    public void Published(int count) => _published.Add(count);

    /// <summary>A unit of work for one message goes on in its trace; for several it is linked with theirs.</summary>
    public static Activity? Span(string name, IReadOnlyList<string?> traceParents) => traceParents is [var only]
        ? Spans.StartActivity(name, ActivityKind.Consumer, only)
        : Spans.StartActivity(ActivityKind.Consumer, links: traceParents.Select(t => ActivityContext.TryParse(t, null, out var trace) ? new ActivityLink(trace) : default).Where(l => l != default), name: name);

    public void Consumed(string consumer, int count) => _consumed.Add(count, new KeyValuePair<string, object?>("consumer", consumer));

    public void Duplicates(string consumer, int count) => _duplicates.Add(count, new KeyValuePair<string, object?>("consumer", consumer));

    public void Failed(string queue) => _failed.Add(1, new KeyValuePair<string, object?>("queue", queue));

    public void Due(string name, int count) => _due.Add(count, new KeyValuePair<string, object?>("name", name));

    public void ObservePaused(Func<int> count) => _meter.CreateObservableGauge("customerops.consumers.paused", count, "{consumer}", "Consumers an operator has paused.");

    /// <summary>One gauge for each figure, <c>customerops.tickets.open</c>, with its tags; what is told no more is observed no more.</summary>
    public void Observe(IReadOnlyList<BusinessFigure> figures)
    {
        _figures = figures.ToLookup(f => f.Name);
        foreach (var name in _figures.Select(f => f.Key).Where(_observed.Add)) _meter.CreateObservableGauge($"customerops.{name}", () => _figures[name].Select(f => f.Measured));
    }

    public void Observe(long waiting, double oldestSeconds, long errors, long dueFailed)
    {
        Volatile.Write(ref _waiting, waiting);
        Volatile.Write(ref _oldest, oldestSeconds);
        Volatile.Write(ref _errors, errors);
        Volatile.Write(ref _dueFailed, dueFailed);
    }

    public void Dispose() => _meter.Dispose();
}
