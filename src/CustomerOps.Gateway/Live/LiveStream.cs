using System.Threading.Channels;

namespace CustomerOps.Gateway.Live;

/// <summary>One reader. Its buffer is bounded: who reads too slowly is told to reload and never silently skipped.</summary>
internal sealed class LiveStream(IReadOnlyList<string> topics)
{
    private const int Buffered = 256;
    private readonly Channel<LiveEvent> _waiting = Channel.CreateBounded<LiveEvent>(Buffered);

    public ChannelReader<LiveEvent> Waiting => _waiting.Reader;

    public bool Wants(LiveEvent told) => told.Is(topics);

    /// <summary>Ends the stream when its buffer is full.</summary>
    public void Offer(LiveEvent told)
    {
        if (Wants(told) && !_waiting.Writer.TryWrite(told)) _waiting.Writer.TryComplete();
    }
}
