namespace CustomerOps.Identity.Customers;

internal static class CustomerEndpoints
{
    public static RouteGroupBuilder MapCustomers(this RouteGroupBuilder api)
    {
        var doors = api.MapGroup("").AllowAnonymous().WithTags("Sign-in");
        doors.MapPost("/customer-sessions", AskCustomerLink.Handle).WithSummary("A customer asks for a mail with a link in; always accepted");
        doors.MapPut("/customer-session", OpenCustomerLink.Handle).WithSummary("Sign in as a customer with the token of a mailed link; it works once");
        return api;
    }
}
