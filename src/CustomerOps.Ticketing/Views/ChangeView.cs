using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Fields;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Views;

internal static class ChangeView
{
    public static async Task<Tagged<ViewView>> Handle(Guid id, ViewRequest request, IfMatch ifMatch, TicketingDb db, FieldBook book, Caller caller, CancellationToken ct)
    {
        var view = await db.ViewOf(caller, id, ct);
        ifMatch.Check(view.Version);
        view.MayBeChangedBy(caller);
        await request.Filter.CheckFields(db, book, "filter.fields", ct);
        view.Set(request.Name, request.Shared, request.Filter, request.Sort);
        RuleViolation.Unless(await db.Views.CountAsync(v => v.OwnerId == view.OwnerId && v.Id != id, ct) < CreateView.Most, "view.too-many", $"There are {CreateView.Most} such views; take one away first.");
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(ViewView.Of(view, caller), view.Version);
    }
}

internal static class DeleteView
{
    public static async Task<NoContent> Handle(Guid id, IfMatch ifMatch, TicketingDb db, Caller caller, CancellationToken ct)
    {
        var view = await db.ViewOf(caller, id, ct);
        ifMatch.Check(view.Version);
        view.MayBeChangedBy(caller);
        db.Remove(view);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
