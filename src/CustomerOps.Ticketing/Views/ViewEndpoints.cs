using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Views;

internal static class ViewEndpoints
{
    public static RouteGroupBuilder MapViews(this RouteGroupBuilder api)
    {
        var views = api.MapGroup("/views").For(Roles.Readers).WithTags("Views");
        views.MapGet("/", ListViews.Handle).WithSummary("Your own lists of tickets and the shared ones");
        views.MapPost("/", CreateView.Handle).WithSummary("Keep a list of tickets, for yourself or for all");
        views.MapGet("/counts", CountViews.Handle).WithSummary("How many tickets each of your views shows now");
        views.MapGet("/{id:guid}", GetView.Handle).WithSummary("One view");
        views.MapPut("/{id:guid}", ChangeView.Handle).WithSummary("Change a view");
        views.MapDelete("/{id:guid}", DeleteView.Handle).WithSummary("Take a view away");
        views.MapGet("/{id:guid}/tickets", ListViewTickets.Handle).WithSummary("The view's tickets in its order");
        return api;
    }
}
