using System.Collections.Concurrent;
using CustomerOps.Demo.Gateway;

namespace CustomerOps.Demo.Running;

/// <summary>Does many things by a bounded number of clients at once. One that is refused is kept as a fault and the rest goes on.</summary>
internal sealed class Run(int clients, CancellationToken stop)
{
    private readonly ConcurrentQueue<Step> _steps = new();
    private readonly ConcurrentQueue<Fault> _faults = new();

    public CancellationToken Stop { get; } = stop;

    public IReadOnlyCollection<Step> Steps => _steps;

    public IReadOnlyCollection<Fault> Faults => _faults;

    /// <summary>Called when a step begins.</summary>
    public Action<Step> Begun { get; init; } = _ => { };

    /// <summary>Called when something could not be done.</summary>
    public Action<Fault> Refused { get; init; } = _ => { };

    public Step Begin(string name, int total)
    {
        var step = new Step(name, total);
        _steps.Enqueue(step);
        Begun(step);
        return step;
    }

    /// <param name="place">What it is called when it cannot be done.</param>
    public async Task<Step> Each<T>(string name, IReadOnlyCollection<T> items, Func<T, string> place, Func<T, Task> act)
    {
        var step = Begin(name, items.Count);
        await Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = clients, CancellationToken = Stop }, async (item, _) =>
        {
            if (await Attempt(place(item), () => act(item))) step.Succeeded();
            else step.NotDone();
        });
        step.End();
        return step;
    }

    /// <summary>False when the gateway refused; what makes the whole run impossible is thrown.</summary>
    public async Task<bool> Attempt(string place, Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (GatewayProblem problem)
        {
            Fail(new Fault(place, problem.Code, problem.Message));
            return false;
        }
    }

    public void Fail(Fault fault)
    {
        _faults.Enqueue(fault);
        Refused(fault);
    }

    /// <summary>Asks until it is so; false when it is not within that time.</summary>
    public async Task<bool> Until(TimeSpan within, Func<Task<bool>> isSo)
    {
        for (var started = TimeProvider.System.GetTimestamp(); !await isSo();)
        {
            if (TimeProvider.System.GetElapsedTime(started) > within) return false;
            await Task.Delay(TimeSpan.FromMilliseconds(250), Stop);
        }

        return true;
    }
}
