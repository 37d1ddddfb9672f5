using CustomerOps.ServiceDefaults.Access;
using CustomerOps.Ticketing.Attachments;
using CustomerOps.Ticketing.Companies;
using CustomerOps.Ticketing.Fields;
using CustomerOps.Ticketing.Participants;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Customers;

/// <summary>A ticket as the customer who asked sees it: nothing of who works on it, and how.</summary>
/// <param name="RequesterName">Who asked: the customer, or a colleague.</param>
/// <param name="Fields">Of the organisation's own fields those that customers read, where they have a value; in the ticket's language.</param>
internal sealed record OwnTicketView(Guid Id, string Number, TicketState State, string Subject, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, string RequesterName, IReadOnlyList<OwnFieldView> Fields);

internal sealed record OwnFieldView(string Key, string Name, string Value)
{
    public static IReadOnlyList<OwnFieldView> Of(IReadOnlyList<TicketField> fields, string stored, string language) => FieldValues.Read(stored) is { Count: > 0 } values
        ? [.. fields.Where(f => f.Spec.VisibleToCustomer && values.ContainsKey(f.Key)).Select(f => new OwnFieldView(f.Key, f.NameIn(language), f.Shown(values[f.Key], language)))] : [];
}

internal sealed record OwnMessageView(Guid Id, AuthorKind AuthorKind, string AuthorName, string Body, DateTimeOffset AddedAt, IReadOnlyList<AttachmentView> Attachments)
{
    public static OwnMessageView Of(MessageView m) => new(m.Id, m.AuthorKind, m.AuthorName, m.Body, m.AddedAt, m.Attachments ?? []);
}

/// <summary>What a customer may see: tickets asked by the address they proved to own, those they take part in, and those of their company where they may. A key with the role customer has proved none and sees none.</summary>
internal static class OwnTickets
{
    /// <param name="toAnswer">Those they may write on, which is not all they may read.</param>
    public static IQueryable<Ticket> Of(TicketingDb db, Caller caller, bool toAnswer = false)
    {
        var email = EmailAddress.Normalise(caller.Kind == "customer" ? caller.Email : null);
        var records = db.RecordsKnownBy(email);
        var colleagues = db.ColleaguesOf(records, toAnswer);
        return db.Tickets.AsNoTracking().Where(t => email != null && (records.Contains(t.CustomerId) || colleagues.Contains(t.CustomerId) || db.Set<Participant>().Any(p => p.TicketId == t.Id && p.Email == email)));
    }
}
