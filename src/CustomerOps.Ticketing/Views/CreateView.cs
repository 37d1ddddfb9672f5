using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Fields;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Views;

/// <param name="Shared">Everybody sees it; otherwise only you.</param>
/// <param name="Sort">created: newest first. updated: changed last first. oldest. priority: most urgent first. due: next promise first. waiting: longest waiting customer first.</param>
[Example("""{ "name": "Mine, due soon", "shared": false, "filter": { "states": ["new", "open"], "assignee": "me", "dueWithinMinutes": 120 }, "sort": "due" }""")]
internal sealed record ViewRequest([Text(100)] string Name, TicketConditions Filter, bool Shared = false, TicketSort Sort = TicketSort.Created);

/// <param name="Yours">You made it.</param>
internal sealed record ViewView(Guid Id, string Name, bool Shared, bool Yours, TicketConditions Filter, TicketSort Sort, DateTimeOffset CreatedAt)
{
    public static ViewView Of(View v, Caller caller) => new(v.Id, v.Name, v.OwnerId is null, v.CreatedBy == caller.SubjectId, v.Filter, v.Sort, v.CreatedAt);
}

internal static class CreateView
{
    /// <summary>As many are counted at once; a person's own and, beside them, everybody's.</summary>
    public const int Most = 30;

    public static async Task<Tagged<ViewView>> Handle(ViewRequest request, TicketingDb db, FieldBook book, Caller caller, TimeProvider time, CancellationToken ct)
    {
        await request.Filter.CheckFields(db, book, "filter.fields", ct);
        Guid? owner = request.Shared ? null : caller.SubjectId;
        RuleViolation.Unless(await db.Views.CountAsync(v => v.OwnerId == owner, ct) < Most, "view.too-many", $"There are {Most} such views; take one away first.");
        var view = new View(request.Name, request.Shared, request.Filter, request.Sort, caller, time.Now());
        db.Add(view);
        await db.SaveChangesAsync(ct);
        return Tagged.Created($"/api/v1/views/{view.Id}", ViewView.Of(view, caller), view.Version);
    }
}
