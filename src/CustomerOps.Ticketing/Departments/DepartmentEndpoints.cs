using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.Departments;

internal sealed class DepartmentTables : IEntityTypeConfiguration<Department>, IEntityTypeConfiguration<DepartmentTask>
{
    public void Configure(EntityTypeBuilder<Department> builder) => builder.ToTable("departments");

    public void Configure(EntityTypeBuilder<DepartmentTask> builder)
    {
        builder.ToTable("department_tasks").Ignore(t => t.IsOpen);
        builder.Property(t => t.State).HasConversion<KebabConverter<DepartmentTaskState>>();
        builder.HasOne<Ticket>().WithMany().HasForeignKey(t => t.TicketId);
    }
}

internal static class DepartmentEndpoints
{
    public static Subscriptions<TicketingDb> ToDepartments(this Subscriptions<TicketingDb> listen) => listen.When<DepartmentTaskDue, EscalateDepartmentTask>();

    public static RouteGroupBuilder MapDepartments(this RouteGroupBuilder api)
    {
        var departments = api.MapGroup("/departments").For(Roles.Readers).WithTags("Departments");
        departments.MapGet("/", ListDepartments.Handle).WithSummary("Who else works for the customer");
        departments.MapGet("/{name}", ListDepartments.One).WithSummary("One department");
        departments.MapPut("/{name}", PutDepartment.Handle).For(Roles.Managers).WithSummary("Set a department and whose people see its tasks; If-Match \"0\" where there is none yet");
        var tasks = api.MapGroup("/department-tasks").For([.. Roles.Staff, Roles.Colleague]).WithTags("Departments");
        tasks.MapGet("/", ListDepartmentTasks.Handle).WithSummary("What departments are asked, newest first: staff see all, others their own departments'");
        tasks.MapGet("/{id:guid}", ListDepartmentTasks.One).WithSummary("One task, without the ticket or its customer for those who do not work on tickets");
        tasks.MapPut("/{id:guid}/taking", TakeDepartmentTask.Handle).WithSummary("I do it");
        tasks.MapPut("/{id:guid}/answer", AnswerDepartmentTask.Handle).WithSummary("What came of it; stands on the ticket as an internal note");
        tasks.MapPut("/{id:guid}/cancellation", TakeDepartmentTask.Cancel).For(Roles.Staff).WithSummary("It need not be done");
        var ticket = api.MapGroup("/tickets/{id:guid}/department-tasks").For(Roles.Staff).WithTags("Departments");
        ticket.MapGet("/", ListDepartmentTasks.OfTicket).WithSummary("What departments were asked for the ticket, oldest first");
        ticket.MapPost("/", AskDepartment.Handle).WithSummary("Ask a department for something by a time; late, the ticket goes a tier up");
        return api;
    }
}
