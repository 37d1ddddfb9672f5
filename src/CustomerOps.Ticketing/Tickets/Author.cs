using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>Who did it: a member of staff (or their key), the customer, or CustomerOps itself.</summary>
internal sealed record Author(AuthorKind Kind, Guid? Id, string Name)
{
    public static readonly Author System = new(AuthorKind.System, null, "CustomerOps");

    public static Author Of(Caller caller) => new(AuthorKind.Staff, caller.SubjectId, caller.Name);

    public static Author Of(Customers.Customer customer) => new(AuthorKind.Customer, customer.Id, customer.Name);
}
