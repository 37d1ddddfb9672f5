using CustomerOps.Contracts.Staffing.Grpc;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.Ticketing.Tickets;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace CustomerOps.Ticketing.Routing;

/// <summary>Asks Staffing who can take tickets that need the same.</summary>
internal sealed class AskStaffing(Availability.AvailabilityClient staffing, StaffingLine line, ServiceToken token, TimeProvider time, ILogger<AskStaffing> log)
{
    private const int FewestNamed = 3, MostNamed = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <returns>Null when Staffing did not answer.</returns>
    public async Task<Candidates?> For(Need need, int tickets, Guid tenantId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var question = new FindAvailableAgentRequest { Language = need.Language, Tier = Kebab<Tier>.Of(need.Tier), At = now.ToTimestamp(), Limit = Math.Clamp(tickets, FewestNamed, MostNamed) };
        question.Skills.AddRange(need.Skills.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (need.Except != Guid.Empty) question.ExcludePersonIds.Add(need.Except.ToString());
        try
        {
            var answer = await staffing.FindAvailableAgentAsync(question, token.Headers(tenantId), (now + Patience).UtcDateTime, cancellationToken);
            return new Candidates([.. answer.Agents.Select(a => Guid.Parse(a.PersonId))]);
        }
        catch (RpcException e) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogWarning("Staffing was asked for a person and failed: {Status}", e.StatusCode);
            // A question that Staffing does not understand will not be understood later either.
            if (e.StatusCode == StatusCode.InvalidArgument) return new Candidates([]);
            line.Failed();
            return null;
        }
    }
}
