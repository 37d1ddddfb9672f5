using CustomerOps.Contracts.Staffing.Grpc;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CustomerOps.Ticketing.Tests.Routing.Week;

/// <summary>A clock that stands until the simulation moves it.</summary>
internal sealed class SimulatedClock(DateTimeOffset start) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = start;

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>Somebody with a rota.</summary>
internal sealed class Worker(Guid id, string name, string tier, string role)
{
    public Guid Id => id;
    public string Name => name;
    public string Tier => tier;
    public string Role => role;
    public int Rank => System.Array.IndexOf(["representative", "senior", "specialist", "supervisor", "manager"], tier);
    public Dictionary<string, int> Skills { get; } = [];
    public List<(DateTimeOffset From, DateTimeOffset To)> Shifts { get; } = [];
    public bool Away { get; set; }

    public bool IsOnDuty(DateTimeOffset at) => !Away && Shifts.Any(s => s.From <= at && at < s.To);
}

/// <summary>Staffing at the other end of the wire: answers the contract's question from the simulated rota.</summary>
internal sealed class SimulatedStaffing(SimulatedClock clock, IReadOnlyList<Worker> workers) : CallInvoker
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var reply = new OnDutyReply();
        foreach (var worker in workers.Where(w => w.IsOnDuty(clock.Now)))
        {
            var view = new PersonOnDuty { PersonId = $"{worker.Id}", Name = worker.Name, Tier = worker.Tier, ShiftEnds = worker.Shifts.Where(s => s.To > clock.Now).Min(s => s.To).ToTimestamp() };
            view.Languages.Add("en");
            view.Skills.AddRange(worker.Skills.Select(s => new HeldSkill { Skill = s.Key, Level = s.Value }));
            reply.People.Add(view);
        }

        return new(Task.FromResult((TResponse)(object)reply), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();
}
