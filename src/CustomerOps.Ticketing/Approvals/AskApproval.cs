using System.ComponentModel.DataAnnotations;
using CustomerOps.Messaging.Due;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Returns;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Approvals;

/// <param name="Amount">Decides who is asked.</param>
[Example("""{ "subject": "A new lamp as goodwill", "amount": 120.50, "currency": "EUR" }""")]
internal sealed record AskApprovalRequest([Text(1_000)] string Subject, [Range(0, 1e12)] decimal? Amount = null, [RegularExpression("^[A-Z]{3}$")] string? Currency = null);

/// <param name="Needed">So many have to say yes; one no is enough.</param>
/// <param name="DueAt">When it is handed up; null when it was, or is settled.</param>
/// <param name="RulesVersion">The version of the rules that named who decides; 0 are the usual ones.</param>
internal sealed record ApprovalView(
    Guid Id, Guid TicketId, string Subject, decimal? Amount, string? Currency, ApprovalRole? Role, IReadOnlyList<Guid> People, int Needed, DateTimeOffset? DueAt, DateTimeOffset? EscalatedAt,
    ApprovalState State, IReadOnlyList<ApprovalDecision> Decisions, Guid? AskedBy, string AskedByName, DateTimeOffset AskedAt, DateTimeOffset? SettledAt, int RulesVersion)
{
    public static ApprovalView Of(TicketApproval a) => new(
        a.Id, a.TicketId, a.Subject, a.Amount, a.Currency, a.Role, a.People, a.Needed, a.DueAt, a.EscalatedAt, a.State, a.Decisions, a.AskedBy, a.AskedByName, a.AskedAt, a.SettledAt, a.RulesVersion);
}

internal static class AskApproval
{
    public static async Task<Tagged<ApprovalView>> Handle(Guid id, AskApprovalRequest request, TicketingDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var approval = await db.Retry(async () =>
        {
            var asked = await db.NewApproval(await db.TicketToChange(id, ct), request.Subject, request.Amount, request.Currency, Author.Of(caller), time.Now(), ct);
            await db.SaveChangesAsync(ct);
            return asked;
        });
        return Tagged.Created($"/api/v1/approvals/{approval.Id}", ApprovalView.Of(approval), approval.Version);
    }

    /// <summary>The caller saves.</summary>
    internal static async Task<TicketApproval> NewApproval(this TicketingDb db, Ticket ticket, string subject, decimal? amount, string? currency, Author by, DateTimeOffset now, CancellationToken ct)
    {
        RuleViolation.Unless(await db.Set<TicketApproval>().CountAsync(a => a.TicketId == ticket.Id && a.State == ApprovalState.Open, ct) < TicketApproval.MostOpen, "approval.too-many", $"A ticket waits for at most {TicketApproval.MostOpen} decisions.");
        var rules = await db.ApprovalRulesInForce(ct);
        var approval = new TicketApproval(ticket, subject, amount, currency, rules.For(amount), rules.Version, by, now);
        db.Add(approval);
        db.Schedule(new ApprovalOverdue(approval.Id, approval.DueAt!.Value), approval.DueAt.Value);
        return approval;
    }
}

/// <summary>Nobody decided by then. Out of date when it was settled.</summary>
[Due("approval-overdue")]
internal sealed record ApprovalOverdue(Guid ApprovalId, DateTimeOffset DueAt);

internal sealed class HandUpApproval(TicketingDb db, TimeProvider time) : IDueHandler<ApprovalOverdue>
{
    public async Task Handle(ApprovalOverdue message, CancellationToken cancellationToken)
    {
        if (await db.Set<TicketApproval>().SingleOrDefaultAsync(a => a.Id == message.ApprovalId, cancellationToken) is not { } approval) return;
        if (approval.Escalate(message.DueAt.ToUniversalTime(), await db.TicketToChange(approval.TicketId, cancellationToken), time.Now()) is { } note) db.Add(note);
    }
}
