using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Fields;

internal static class FieldEndpoints
{
    public static RouteGroupBuilder MapFields(this RouteGroupBuilder api)
    {
        api.MapFieldsOf(new(FieldScope.Ticket), "", "tickets").MapFieldsOf(new(FieldScope.Customer), "Customer", "customers").MapFieldsOf(new(FieldScope.Order), "Order", "orders");
        api.MapGroup("/tickets").For(Roles.Readers).WithTags("Fields")
            .MapGet("/{id:guid}/fields", ShowFields.Handle).WithSummary("The fields of one ticket: values, and which the caller may and must fill in, now or before a state");
        var customers = api.MapGroup("/customers").For(Roles.Readers).WithTags("Fields");
        customers.MapPatch("/{id:guid}", PatchCustomer.Handle).For(Roles.Staff).WithSummary("Fill in the organisation's own fields of a customer");
        customers.MapGet("/{id:guid}/fields", ShowCustomerFields.Handle).WithSummary("The fields of one customer: values, and which the caller may and must fill in");
        var orders = api.MapGroup("/orders").For([.. Roles.Readers, Roles.Partner]).WithTags("Fields");
        orders.MapPatch("/{id:guid}", PatchOrder.Handle).For([.. Roles.Staff, Roles.Partner]).WithSummary("Fill in the organisation's own fields of an order");
        orders.MapGet("/{id:guid}/fields", ShowOrderFields.Handle).WithSummary("The fields of one order: values, and which the caller may and must fill in, now or before a status");
        return api;
    }

    /// <param name="name">In the names of the operations.</param>
    private static RouteGroupBuilder MapFieldsOf(this RouteGroupBuilder api, FieldsOf of, string name, string things)
    {
        var fields = api.MapGroup(of.Path).For(Roles.Readers).WithTags("Fields").WithMetadata(of);
        fields.MapGet("/", ListFields.Handle).WithName($"list{name}Fields").WithSummary($"The organisation's own fields of {things}, oldest first");
        fields.MapPost("/", CreateField.Handle).For(Roles.Managers).WithName($"create{name}Field").WithSummary("A new field, with its names, choices, limits and rules");
        fields.MapGet("/{id:guid}", GetField.Handle).WithName($"get{name}Field").WithSummary("One field");
        fields.MapPut("/{id:guid}", SetField.Handle).For(Roles.Managers).WithName($"set{name}Field").WithSummary("Change a field; its key, kind and choices stay, choices may be added and retired");
        fields.MapPut("/{id:guid}/retirement", RetireField.Handle).For(Roles.Managers).WithName($"retire{name}Field").WithSummary($"It is not filled in any more; {things} keep what they have");
        fields.MapDelete("/{id:guid}/retirement", BringBackField.Handle).For(Roles.Managers).WithName($"bringBack{name}Field").WithSummary("It is filled in again");
        return api;
    }
}
