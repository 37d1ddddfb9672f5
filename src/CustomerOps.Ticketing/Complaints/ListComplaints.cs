using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Complaints;

/// <param name="Owner">A person's id or <c>me</c>; <c>none</c>: those of whoever has the ticket.</param>
/// <param name="DueBefore">Owed something before this time.</param>
internal sealed record ComplaintFilter(
    [property: Word<ComplaintState>] string? State, [property: Word<Severity>] string? Severity, [property: Text(50)] string? Cause, [property: PersonOrNone] string? Owner, DateTimeOffset? DueBefore,
    int? Limit, [property: Text(500)] string? After);

internal static class ListComplaints
{
    public static async Task<Page<ComplaintView>> Handle([AsParameters] ComplaintFilter filter, TicketingDb db, Caller caller, CancellationToken ct)
    {
        var complaints = db.Complaints.AsNoTracking();
        if (Kebab<ComplaintState>.Read(filter.State) is { } state) complaints = complaints.Where(c => c.State == state);
        if (Kebab<Severity>.Read(filter.Severity) is { } severity) complaints = complaints.Where(c => c.Severity == severity);
        if (filter.Cause is { } cause) complaints = complaints.Where(c => c.Cause == cause);
        if (PersonOrNoneAttribute.Read(filter.Owner, caller.SubjectId) is (true, var owner)) complaints = complaints.Where(c => c.OwnerId == owner);
        if (filter.DueBefore?.ToUniversalTime() is { } before) complaints = complaints.Where(c => c.DueAt < before);
        return await complaints.DueFirst(filter.Limit, filter.After, c => (c.DueOrder, c.Id), ComplaintView.Of, ct);
    }
}

internal static class GetComplaint
{
    public static async Task<Tagged<ComplaintView>> Handle(Guid id, TicketingDb db, CancellationToken ct)
    {
        var complaint = await db.Complaints.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotFound("complaint");
        return Tagged.Ok(ComplaintView.Of(complaint), complaint.Version);
    }
}

internal static class ListTicketComplaints
{
    public static async Task<Page<ComplaintView>> Handle(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        var thread = db.ThreadOf(id);
        var page = await db.Complaints.AsNoTracking().Where(c => thread.Contains(c.TicketId)).OldestFirst(limit, after, c => c.Id, ComplaintView.Of, ct);
        if (page.Items.Count == 0 && !await db.Tickets.AnyAsync(t => t.Id == id, ct)) throw new NotFound("ticket");
        return page;
    }
}

internal static class ListCustomerComplaints
{
    public static async Task<Page<ComplaintView>> Handle(Guid id, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        var records = await db.ReadRecordsOf(id, ct);
        if (records.Count == 0) throw new NotFound("customer");
        return await db.Complaints.AsNoTracking().Where(c => records.Contains(c.CustomerId)).NewestFirst(limit, after, c => c.Id, ComplaintView.Of, ct);
    }

    /// <summary>Those not at their end, of the person under whichever record: while there are any, nobody offers them anything.</summary>
    public static async Task<int> OpenComplaintsOf(this TicketingDb db, IReadOnlyCollection<Guid> records, CancellationToken ct) =>
        await db.Complaints.CountAsync(c => records.Contains(c.CustomerId) && c.State != ComplaintState.Closed, ct);
}
