using CustomerOps.Contracts.Staffing.Grpc;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.Ticketing.Tickets;
using Grpc.Core;

namespace CustomerOps.Ticketing.Routing;

/// <summary>Asks Staffing who is on shift now.</summary>
internal sealed class AskStaffing(Availability.AvailabilityClient staffing, StaffingLine line, ServiceToken token, TimeProvider time, ILogger<AskStaffing> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <returns>Null when Staffing did not answer.</returns>
    public async Task<IReadOnlyList<OnDuty>?> Who(Guid tenantId, CancellationToken cancellationToken)
    {
        if (line.IsDead) return null;
        try
        {
            var answer = await staffing.OnDutyAsync(new OnDutyRequest(), token.Headers(tenantId), (time.GetUtcNow() + Patience).UtcDateTime, cancellationToken);
            return [.. answer.People.Where(p => Kebab<Tier>.Knows(p.Tier)).Select(p => new OnDuty(
                Guid.Parse(p.PersonId), p.Name, Kebab<Tier>.Stored(p.Tier), p.Skills.ToDictionary(s => s.Skill, s => s.Level), p.Languages.ToHashSet(), p.ShiftEnds.ToDateTimeOffset()))];
        }
        catch (RpcException e) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogWarning("Staffing was asked who is on shift and failed: {Status}", e.StatusCode);
            line.Failed();
            return null;
        }
    }
}
