using System.Linq.Expressions;
using System.Text.Json;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Fields;
using CustomerOps.Ticketing.Orders;
using CustomerOps.Ticketing.Attachments;
using CustomerOps.Ticketing.Presences;
using CustomerOps.Ticketing.Waiting;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Tickets;

internal sealed record AssigneeView(Guid PersonId, string? Name);

/// <param name="PendingReason">The organisation's reason by name, where the customer is reminded.</param>
/// <param name="Chases">How often the customer was reminded.</param>
/// <param name="ChaseAt">When the next reminder goes, or what follows the last one.</param>
/// <param name="Until">When the wait ends by itself, and what happens then.</param>
internal sealed record WaitView(string Reason, string? PendingReason, int Chases, DateTimeOffset? ChaseAt, DateTimeOffset? Until, WaitEnd? Then);

internal sealed record SolutionView(string Summary, Guid? SolvedBy, string? SolvedByName, DateTimeOffset SolvedAt);

/// <param name="FollowsTicketId">The ticket this one goes on from: its survey answer, or a mail after it was closed, opened this one.</param>
/// <param name="CustomerWaitsSince">When the oldest word of the customer was said that nobody has answered.</param>
/// <param name="MergedIntoId">The ticket that goes on for this one, and hears what is said to it.</param>
/// <param name="DueAt">When the running promise that ends next is due, or was missed.</param>
/// <param name="Fields">Values of the organisation's own fields, by their keys; GET /tickets/{id}/fields says what they are.</param>
/// <param name="Messages">The first page of messages, oldest first, where <c>include=messages</c> asked for it.</param>
/// <param name="Presence">Who has it open now, where <c>include=presence</c> asked for it.</param>
/// <param name="Customer">The customer record, where <c>include=customer</c> asked for it.</param>
internal sealed record TicketView(
    Guid Id, string Number, TicketState State, Channel Channel, Origin Origin, string Subject, string Language, Priority Priority, Tier Tier, string Queue,
    AssigneeView? Assignee, CustomerRef Requester, string? Branch, Guid? OrderId, Guid? FollowsTicketId, IReadOnlyList<string> Tags, string? WaitReason, WaitView? Wait,
    SolutionView? Solution, DateTimeOffset? FirstRespondedAt, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    Page<MessageView>? Messages = null, CustomerView? Customer = null, IReadOnlyList<PresenceView>? Presence = null, DateTimeOffset? CustomerWaitsSince = null, Guid? MergedIntoId = null,
    DateTimeOffset? DueAt = null, IReadOnlyDictionary<string, JsonElement>? Fields = null)
{
    public static TicketView Of(Ticket t, Customer customer, string? assigneeName) => new(
        t.Id, t.NumberText, t.State, t.Channel, t.Origin, t.Subject, t.Language, t.Priority, t.Tier, t.Queue,
        t.AssigneeId is { } person ? new AssigneeView(person, assigneeName) : null, CustomerRef.Of(customer), t.Branch, t.OrderId, t.FollowsTicketId, t.Tags, t.WaitReason,
        t.WaitReason is { } reason ? new WaitView(reason, t.PendingReason, t.Chases, t.ChaseAt, t.WaitUntil, t.WaitEnd) : null,
        t.SolvedAt is { } at ? new SolutionView(t.Solution!, t.SolvedBy, t.SolvedByName, at) : null, t.FirstRespondedAt, t.CreatedAt, t.UpdatedAt,
        CustomerWaitsSince: t.CustomerWaitsSince, MergedIntoId: t.MergedIntoId, DueAt: t.Clocks.DueAt, Fields: FieldValues.Read(t.Fields));
}

/// <param name="AuthorId">A person's, key's or customer's id.</param>
/// <param name="Attachments">Its files, oldest first; fetch one from /tickets/{id}/attachments/{attachmentId}/content.</param>
internal sealed record MessageView(Guid Id, Visibility Visibility, AuthorKind AuthorKind, Guid? AuthorId, string AuthorName, string Body, DateTimeOffset AddedAt, IReadOnlyList<AttachmentView>? Attachments = null)
{
    public static MessageView Of(Message m) => new(m.Id, m.Visibility, m.AuthorKind, m.AuthorId, m.AuthorName, m.Body, m.AddedAt, []);
}

/// <summary>A ticket as it is shown: one query that reads no column more than the view needs.</summary>
internal sealed record TicketRow(TicketView View, int Version, DateTimeOffset DueOrder, DateTimeOffset WaitsOrder)
{
    public static Expression<Func<Ticket, TicketRow>> Shown { get; } = t => new TicketRow(
        new TicketView(
            t.Id, Ticket.TextOf(t.Number), t.State, t.Channel, t.Origin, t.Subject, t.Language, t.Priority, t.Tier, t.Queue,
            t.AssigneeId == null ? null : new AssigneeView(t.AssigneeId.Value, t.Assignee!.Name), new CustomerRef(t.Customer.Id, t.Customer.Name, t.Customer.Email),
            t.Branch, t.OrderId, t.FollowsTicketId, t.Tags, t.WaitReason,
            t.WaitReason == null ? null : new WaitView(t.WaitReason, t.PendingReason, t.Chases, t.ChaseAt, t.WaitUntil, t.WaitEnd),
            t.SolvedAt == null ? null : new SolutionView(t.Solution!, t.SolvedBy, t.SolvedByName, t.SolvedAt.Value), t.FirstRespondedAt, t.CreatedAt, t.UpdatedAt, null, null, null, t.CustomerWaitsSince, t.MergedIntoId, t.Clocks.DueAt, FieldValues.Read(t.Fields)),
        t.Version, t.Clocks.DueOrder, t.WaitsOrder);
}

internal static class TicketAnswers
{
    /// <summary>The view of a ticket just changed.</summary>
    public static async Task<Tagged<TicketView>> Answer(this TicketingDb db, Ticket ticket, CancellationToken ct)
    {
        var name = ticket.AssigneeId is { } id ? await db.People.Where(p => p.Id == id).Select(p => p.Name).SingleOrDefaultAsync(ct) : null;
        return Tagged.Ok(TicketView.Of(ticket, ticket.Customer, name), ticket.Version);
    }
}
