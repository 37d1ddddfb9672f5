using System.ComponentModel.DataAnnotations;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Queueing;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Departments;

/// <summary>Who else works for the customer (warehouse, sales, product, marketing), and whose people see its tasks.</summary>
internal sealed class Department : Aggregate, INamed
{
    public const int Most = 100, MostMembers = 500;

    private Department() { }

    public Department(string name) => Name = name;

    /// <summary>The stable word for it, for example <c>warehouse</c>.</summary>
    public string Name { get; private init; } = "";
    public string Title { get; private set; } = "";
    public Guid[] Members { get; private set; } = [];

    public void Set(string title, Guid[] members) => (Title, Members) = (title.Trim(), [.. members.Distinct()]);
}

/// <param name="Members">People of the role colleague (or staff) who see and do its tasks; staff see all.</param>
[Example("""{ "title": "Warehouse", "members": [] }""")]
internal sealed record DepartmentRequest([Text(100)] string Title, [MaxLength(Department.MostMembers)] Guid[] Members);

internal sealed record DepartmentView(string Name, string Title, IReadOnlyList<Guid> Members)
{
    public static DepartmentView Of(Department d) => new(d.Name, d.Title, d.Members);
}

/// <param name="Items">By name; at most 100.</param>
internal sealed record DepartmentsView(IReadOnlyList<DepartmentView> Items);

internal static class ListDepartments
{
    public static async Task<DepartmentsView> Handle(TicketingDb db, CancellationToken ct) =>
        new([.. (await db.Set<Department>().AsNoTracking().OrderBy(d => d.Name).Take(Department.Most).ToListAsync(ct)).Select(DepartmentView.Of)]);

    public static async Task<Tagged<DepartmentView>> One(string name, TicketingDb db, CancellationToken ct)
    {
        var department = await db.Named<Department>(name, "department", ct);
        return Tagged.Ok(DepartmentView.Of(department), department.Version);
    }
}

internal static class PutDepartment
{
    public static async Task<Tagged<DepartmentView>> Handle(
        [RegularExpression(PutQueue.NamePattern), MaxLength(50)] string name, DepartmentRequest request, IfMatch ifMatch, TicketingDb db, CancellationToken ct)
    {
        var department = await db.NamedToPut(name, ifMatch, n => new Department(n), Department.Most, "department", "departments", ct);
        RuleViolation.Unless(await db.People.CountAsync(p => request.Members.Contains(p.Id) && p.Active, ct) == request.Members.Distinct().Count(), "ticket.person-unknown", "Somebody of them does not work here.", "members");
        department.Set(request.Title, request.Members);
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(DepartmentView.Of(department), department.Version);
    }
}
