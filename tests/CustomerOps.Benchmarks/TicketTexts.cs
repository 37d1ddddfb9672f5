using System.Text.Json;

namespace CustomerOps.Benchmarks;

/// <summary>Bodies of <c>POST /tickets</c>, serialised before anything is measured. New tickets speak as the many do that are there already.</summary>
internal sealed class TicketTexts
{
    private const int Customers = 1_000;
    private readonly byte[][] _known = [.. Enumerable.Range(0, Customers).Select(i => Body($"customer-{i}@example.com"))];
    private int _newcomers;

    /// <summary>From one of a thousand customers: all but the first ticket of each is from somebody known.</summary>
    public byte[] OfKnownCustomer() => _known[Random.Shared.Next(Customers)];

    /// <summary>From somebody who never wrote before, and so was not asked for an opinion lately.</summary>
    public byte[] OfNewCustomer() => Body($"newcomer-{Interlocked.Increment(ref _newcomers)}@example.com");

    private static byte[] Body(string email) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        channel = "email", subject = ManyTickets.Text(Random.Shared, Random.Shared.Next(3, 9)), requester = new { email, name = "Anna Berg" }, body = ManyTickets.Text(Random.Shared, Random.Shared.Next(30, 90)),
    });
}
