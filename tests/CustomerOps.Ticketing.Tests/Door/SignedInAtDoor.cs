using CustomerOps.Testing.Stack;

namespace CustomerOps.Ticketing.Tests.Door;

internal static class SignedInAtDoor
{
    public static Task<HttpClient> SignedIn(this TicketingStack door, string organisation, string email) => door.Stack.SignedIn(organisation, email);
}
