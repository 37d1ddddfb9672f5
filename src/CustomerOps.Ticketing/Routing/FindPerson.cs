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
internal sealed class FindPerson(TicketingDb db, Availability.AvailabilityClient staffing, StaffingLine line, ServiceToken token, TimeProvider time, ILogger<FindPerson> log) : IDueHandler<RouteTicket>
{
    private const int MaxAttempts = 12, Candidates = 3;
    private const string SkillTag = "skill:";
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private List<Guid>? _found;

    public async Task Prepare(RouteTicket message, CancellationToken cancellationToken)
    {
        if (line.IsDead) return;
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
            // A question that Staffing does not understand will not be understood later either.
            if (e.StatusCode == StatusCode.InvalidArgument) _found = [];
            else line.Failed();
            log.LogWarning("Staffing was asked for a person and failed: {Status}", e.StatusCode);
        }
    }

    public async Task Handle(RouteTicket message, CancellationToken cancellationToken)
    {
        if (_found is { Count: 0 }) return;
        var ticket = await db.Tickets.Where(Waits).SingleOrDefaultAsync(t => t.Id == message.TicketId, cancellationToken);
        if (ticket is null) return;
        var known = _found is null ? [] : await db.People.AsNoTracking().Where(p => _found.Contains(p.Id) && p.Active).ToListAsync(cancellationToken);
        if (known.Count > 0)
        {
            var person = known.MinBy(p => _found!.IndexOf(p.Id))!;
            ticket.AssignTo(person.Id, person.Name, time.Now());
        }
        // No answer, or people of whom Identity has not told yet: both pass.
        else if (message.Attempt < MaxAttempts) db.Schedule(message with { Attempt = message.Attempt + 1 }, line.AskAgainAt(message.Attempt));
    }

    /// <summary>What needs a person now.</summary>
    public static System.Linq.Expressions.Expression<Func<Ticket, bool>> Waits { get; } =
        t => t.AssigneeId == null && (t.State == TicketState.New || t.State == TicketState.Open);
}
