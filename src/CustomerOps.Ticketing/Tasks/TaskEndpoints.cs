using CustomerOps.ServiceDefaults.Access;
using CustomerOps.Ticketing.Checklists;

namespace CustomerOps.Ticketing.Tasks;

internal static class TaskEndpoints
{
    public static RouteGroupBuilder MapTasks(this RouteGroupBuilder api)
    {
        var tasks = api.MapGroup("/tasks").For(Roles.Staff).WithTags("Tasks");
        tasks.MapGet("/", ListTasks.Handle).WithSummary("Tasks by when they are due; assignee=me: your own");
        tasks.MapGet("/{id:guid}", GetTask.Handle).WithSummary("One task");
        tasks.MapPut("/{id:guid}", ChangeTask.Handle).WithSummary("Change an open task");
        tasks.MapPut("/{id:guid}/completion", CompleteTask.Handle).WithSummary("It is done");
        tasks.MapDelete("/{id:guid}/completion", ReopenTask.Handle).WithSummary("It is not done, or not cancelled, after all");
        tasks.MapPut("/{id:guid}/cancellation", CancelTask.Handle).WithSummary("It need not be done");
        var ticket = api.MapGroup("/tickets/{id:guid}").For(Roles.Staff).WithTags("Tasks");
        ticket.MapGet("/tasks", ListTicketTasks.Handle).WithSummary("The ticket's tasks, oldest first");
        ticket.MapPost("/tasks", AddTask.Handle).WithSummary("Something to be done for the ticket, by a person or a queue");
        ticket.MapGet("/checklists", ListChecklists.Handle).WithSummary("The ticket's checklists");
        ticket.MapPost("/checklists", AddChecklist.Handle).WithSummary("A list to be ticked off");
        var lists = api.MapGroup("/checklists/{id:guid}").For(Roles.Staff).WithTags("Tasks");
        lists.MapGet("/", GetChecklist.Handle).WithSummary("One checklist");
        lists.MapDelete("/", RemoveChecklist.Handle).WithSummary("Take a checklist away");
        lists.MapPut("/items/{itemId:guid}/tick", TickItem.Handle).WithSummary("The item is done");
        lists.MapDelete("/items/{itemId:guid}/tick", UntickItem.Handle).WithSummary("The item is not done after all");
        return api;
    }
}
