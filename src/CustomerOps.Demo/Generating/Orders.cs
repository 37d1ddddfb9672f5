using System.Globalization;
using Bogus;
using CustomerOps.Demo.Founding;

namespace CustomerOps.Demo.Generating;

internal sealed record Product(string Sku, string Name, decimal Price);

internal sealed record OrderLine(string Sku, string Name, int Quantity, decimal UnitPrice);

/// <param name="Day">When it was placed.</param>
internal sealed record Purchase(string ExternalId, Shopper Shopper, IReadOnlyList<OrderLine> Lines, string Currency, DateOnly Day, string Status);

/// <summary>What the customers bought.</summary>
internal static class Orders
{
    /// <summary>Names that read the same in every language.</summary>
    public static readonly IReadOnlyList<Product> Catalogue =
    [
        new("LUM-3", "Lumo 3", 89), new("FJE-40", "Fjell 40", 129), new("AAV-D", "Aava Duo", 249), new("NOR-J", "Nordkap", 199), new("STI-P", "Stille Pro", 179),
        new("KIV-24", "Kivi 24", 59), new("BAL-M", "Balaton Mini", 69), new("BRI-2", "Brise 2", 45), new("SKO-W", "Skog", 149), new("TIS-K", "Tisza Kids", 219),
    ];

    public static IReadOnlyList<Purchase> Of(Profile profile, IReadOnlyList<Shopper> shoppers, DateOnly today) => [.. Enumerable.Range(0, profile.Orders).Select(i =>
    {
        var random = new Randomizer(profile.Seed + 900_001 + (i * 15_485_863));
        // Two in three customers have bought; some more than once.
        var shopper = shoppers[i < shoppers.Count * 2 / 3 ? i : random.Int(0, (shoppers.Count * 2 / 3) - 1)];
        var lines = random.ListItems([.. Catalogue], random.Int(1, 3)).Select(p => new OrderLine(p.Sku, p.Name, random.Int(1, 10) > 8 ? 2 : 1, p.Price)).ToList();
        var status = random.WeightedRandom(["completed", "delivered", "processed", "pending", "cancelled"], [0.25f, 0.25f, 0.2f, 0.2f, 0.1f]);
        var day = today.AddDays(-(status is "completed" or "delivered" ? random.Int(6, 40) : random.Int(0, 5)));
        return new Purchase(string.Create(CultureInfo.InvariantCulture, $"{profile.Slug[..1].ToUpperInvariant()}-{20_000 + i}"), shopper, lines, "EUR", day, status);
    })];
}
