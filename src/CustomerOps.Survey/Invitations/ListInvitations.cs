using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Survey.Surveys;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Survey.Invitations;

internal static class ListInvitations
{
    public static async Task<Page<InvitationView>> Handle(
        Guid? ticketId, Guid? orderId, Guid? customerId, string? status, int? limit, string? after, SurveyDb db, CancellationToken ct)
    {
        var take = Paging.Limit(limit);
        var invitations = db.Invitations.AsNoTracking();
        if (ticketId is not null) invitations = invitations.Where(i => i.TriggerKind == TriggerKind.Ticket && i.TriggerId == ticketId);
        if (orderId is not null) invitations = invitations.Where(i => i.TriggerKind == TriggerKind.Order && i.TriggerId == orderId);
        if (customerId is not null) invitations = invitations.Where(i => i.CustomerId == customerId);
        if (status is not null)
        {
            var wanted = Status(status);
            invitations = invitations.Where(i => i.Status == wanted);
        }

        if (Newest.After(after) is var (at, id))
            invitations = invitations.Where(i => EF.Functions.LessThan(ValueTuple.Create(i.DecidedAt, i.Id), ValueTuple.Create(at, id)));
        var rows = await invitations.OrderByDescending(i => i.DecidedAt).ThenByDescending(i => i.Id).TakePage(take).ToListAsync(ct);
        return Paging.Cut(rows, take, i => (i.DecidedAt, i.Id), InvitationView.Of);
    }

    private static InvitationStatus Status(string text) =>
        Enum.GetValues<InvitationStatus>().Where(s => string.Equals(s.ToString(), text, StringComparison.OrdinalIgnoreCase)).Cast<InvitationStatus?>().FirstOrDefault()
        ?? throw new RuleViolation("request.filter", "status is withheld, scheduled, sending, sent, bounced or answered.", "status");
}
