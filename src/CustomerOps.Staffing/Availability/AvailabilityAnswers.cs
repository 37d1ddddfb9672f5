using CustomerOps.Contracts.Staffing.Grpc;
using CustomerOps.Staffing.People;
using CustomerOps.Staffing.Skills;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CustomerOps.Staffing.Availability;

/// <summary>Ticketing asks who may be given a case now.</summary>
internal sealed class AvailabilityAnswers(OnShift onShift) : Contracts.Staffing.Grpc.Availability.AvailabilityBase
{
    private const int MaxSkills = 20, MaxExcluded = 500, MaxLimit = 50;

    public override async Task<FindAvailableAgentReply> FindAvailableAgent(FindAvailableAgentRequest request, ServerCallContext context)
    {
        Demand(request.Skills.Count <= MaxSkills && request.Skills.All(SkillName.IsOne), "skills");
        Demand(request.ExcludePersonIds.Count <= MaxExcluded, "exclude_person_ids");
        Demand(request.Limit is >= 0 and <= MaxLimit, "limit");
        var tier = Tiers.Named(request.Tier);
        Demand(tier is not null, "tier");
        var excluded = request.ExcludePersonIds.Select(Guid.Parse).ToArray();
        var found = await onShift.Find(
            [.. request.Skills.Distinct()], Language.Base(request.Language), tier!.Value, request.At?.ToDateTimeOffset(), excluded,
            request.Limit == 0 ? 1 : request.Limit, context.CancellationToken);
        var reply = new FindAvailableAgentReply();
        reply.Agents.AddRange(found.Select(a => new AvailableAgent { PersonId = a.person_id.ToString(), Name = a.name, Level = a.level, ShiftEnds = a.ends_at.ToTimestamp() }));
        return reply;
    }

    private static void Demand(bool holds, string field)
    {
        if (!holds) throw new RpcException(new Status(StatusCode.InvalidArgument, $"availability.{field}"));
    }
}
