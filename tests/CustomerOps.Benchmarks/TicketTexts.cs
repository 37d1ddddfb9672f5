using System.Text.Json;

namespace CustomerOps.Benchmarks;

/// <summary>Bodies of <c>POST /tickets</c>. New tickets speak as the many do that are there already, no two alike.</summary>
internal static class TicketTexts
{
    private const int Customers = 1_000;
    private static int s_newcomers;

    /// <summary>From one of a thousand customers: all but the first ticket of each is from somebody known.</summary>
    public static byte[] OfKnownCustomer() => Body($"customer-{Random.Shared.Next(Customers)}@example.com");

    /// <summary>From somebody who never wrote before, and so was not asked for an opinion lately.</summary>
    public static byte[] OfNewCustomer() => Body($"newcomer-{Interlocked.Increment(ref s_newcomers)}@example.com");

    private static byte[] Body(string email) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        channel = "email", subject = ManyTickets.Text(Random.Shared, Random.Shared.Next(3, 9)), requester = new { email, name = "Anna Berg" }, body = ManyTickets.Text(Random.Shared, Random.Shared.Next(30, 90)),
    });
}
