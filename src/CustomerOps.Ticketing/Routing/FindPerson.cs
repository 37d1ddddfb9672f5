using CustomerOps.Contracts.Staffing.Grpc;
using CustomerOps.Messaging.Due;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.Ticketing.Tickets;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Routing;

/// <summary>
/// Asks Staffing who is on shift and able, and gives the ticket to the first if it still waits. Nobody: it stays queued until a shift starts.
/// No answer: asked again, a bounded number of times.
/// </summary>
internal sealed class FindPerson(TicketingDb db, Availability.AvailabilityClient staffing, ServiceToken token, TimeProvider time, ILogger<FindPerson> log) : IDueHandler<RouteTicket>
{
    private const int MaxAttempts = 20, Candidates = 3;
    private const string SkillTag = "skill:";
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500), AskAgainAfter = TimeSpan.FromSeconds(15);
    private IReadOnlyList<Guid>? _found;

    public async Task Prepare(RouteTicket message, CancellationToken cancellationToken)
    {
        var waiting = await db.Tickets.AsNoTracking().Where(Waits).Where(t => t.Id == message.TicketId)
            .Select(t => new { t.Tier, t.Language, t.Tags }).SingleOrDefaultAsync(cancellationToken);
        if (waiting is null) return;
        var question = new FindAvailableAgentRequest { Language = waiting.Language, Tier = Kebab<Tier>.Of(waiting.Tier), At = time.GetUtcNow().ToTimestamp(), Limit = Candidates };
        question.Skills.AddRange(waiting.Tags.Where(t => t.StartsWith(SkillTag, StringComparison.Ordinal)).Select(t => t[SkillTag.Length..]));
        if (message.Except is { } except) question.ExcludePersonIds.Add(except.ToString());
        try
        {
            var answer = await staffing.FindAvailableAgentAsync(question, token.Headers(db.Tenant.Required), (time.GetUtcNow() + Patience).UtcDateTime, cancellationToken);
            _found = [.. answer.Agents.Select(a => Guid.Parse(a.PersonId))];
        }
        catch (RpcException e) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogWarning("Staffing was asked for a person and failed: {Status}", e.StatusCode);
        }
    }

    public async Task Handle(RouteTicket message, CancellationToken cancellationToken)
    {
        if (_found is []) return;
        var ticket = await db.Tickets.Where(Waits).SingleOrDefaultAsync(t => t.Id == message.TicketId, cancellationToken);
        if (ticket is null) return;
        if (_found is null)
        {
            if (message.Attempt < MaxAttempts) db.Schedule(message with { Attempt = message.Attempt + 1 }, time.GetUtcNow() + AskAgainAfter);
            return;
        }

        var known = await db.People.AsNoTracking().Where(p => _found.Contains(p.Id) && p.Active).ToListAsync(cancellationToken);
        if (_found.Select(id => known.Find(p => p.Id == id)).FirstOrDefault(p => p is not null) is { } person) ticket.AssignTo(person.Id, person.Name, time.Now());
    }

    /// <summary>What needs a person now.</summary>
    public static System.Linq.Expressions.Expression<Func<Ticket, bool>> Waits { get; } =
        t => t.AssigneeId == null && (t.State == TicketState.New || t.State == TicketState.Open);
}
