using System.Globalization;

namespace CustomerOps.Demo.Running;

/// <summary>Shows the step that goes on: a bar that redraws itself on a terminal, now and then a line elsewhere.</summary>
internal sealed class ProgressBar : IAsyncDisposable
{
    private const int Width = 28;
    private readonly TextWriter _out;
    private readonly bool _redraws;
    private readonly TimeSpan _pause;
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _writing = new();
    private readonly Task _drawing;
    private volatile Step? _step;
    private Step? _told;

    public ProgressBar(TextWriter output, bool isTerminal)
    {
        (_out, _redraws, _pause) = (output, isTerminal, isTerminal ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromSeconds(5));
        _drawing = Draw();
    }

    public void Show(Step step)
    {
        Finish();
        _step = step;
    }

    /// <summary>A line of its own, above the bar.</summary>
    public void Say(string line)
    {
        lock (_writing) _out.WriteLine(_redraws ? $"\r\e[K{line}" : line);
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _drawing;
        Finish();
        _ended.Dispose();
    }

    /// <summary>One line of what a step has done: <c>[####    ]  120/1000  orders  85/s  10 s left</c>.</summary>
    internal static string Line(Step step)
    {
        var all = step.Done + step.Failed;
        var filled = step.Total > 0 ? Math.Min(Width, Width * all / step.Total) : step.Ended ? Width : 0;
        var failed = step.Failed > 0 ? string.Create(CultureInfo.InvariantCulture, $", {step.Failed:N0} not") : "";
        var time = step.Ended || step.Total == 0 || step.PerSecond <= 0
            ? string.Create(CultureInfo.InvariantCulture, $"{step.Seconds:0.0} s")
            : string.Create(CultureInfo.InvariantCulture, $"{(step.Total - all) / step.PerSecond:0} s left");
        return string.Create(CultureInfo.InvariantCulture, $"[{new string('#', filled)}{new string(' ', Width - filled)}] {step.Name} {all:N0}{(step.Total > 0 ? $"/{step.Total:N0}" : "")}{failed}  {step.PerSecond:0}/s  {time}");
    }

    private async Task Draw()
    {
        while (!_ended.IsCancellationRequested)
        {
            await Task.Delay(_pause, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_step is not { Ended: false } step) continue;
            lock (_writing) _out.Write(_redraws ? $"\r\e[K{Line(step)}" : Line(step) + "\n");
        }
    }

    private void Finish()
    {
        if (_step is not { } step || ReferenceEquals(step, _told)) return;
        _told = step;
        Say(Line(step));
    }
}
