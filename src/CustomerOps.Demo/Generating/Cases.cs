using Bogus;
using CustomerOps.Demo.Founding;

namespace CustomerOps.Demo.Generating;

/// <summary>How far a case goes.</summary>
internal enum Ending { Untouched, Answered, Waiting, Solved }

/// <summary>A customer's case as it goes through the organisation.</summary>
/// <param name="Order">Index of the purchase it is about; null for none.</param>
/// <param name="Tier">The tier it is handed up to; null when the front line settles it.</param>
/// <param name="Replies">True: the customer writes again after the first answer.</param>
internal sealed record SupportCase(
    int Number, Shopper Shopper, CaseWords Words, string Channel, string Priority, string Subject, string Body, string Reply, int? Order, string? Tier, bool Replies, bool Noted, Ending Ending);

/// <summary>The cases customers come with.</summary>
internal static class Cases
{
    private static readonly string[] s_channels = ["email", "phone", "chat", "web", "social", "store"];
    private static readonly float[] s_channelShares = [0.4f, 0.22f, 0.16f, 0.12f, 0.05f, 0.05f];

    public static IReadOnlyList<SupportCase> Of(Profile profile, IReadOnlyList<Shopper> shoppers, IReadOnlyList<Purchase> purchases, DateOnly today)
    {
        var bought = purchases.Select((p, i) => (p, i)).ToLookup(x => x.p.Shopper.Number);
        return [.. Enumerable.Range(0, profile.Tickets).Select(i => One(i, profile, shoppers, bought, today))];
    }

    private static SupportCase One(int number, Profile profile, IReadOnlyList<Shopper> shoppers, ILookup<int, (Purchase Purchase, int Index)> bought, DateOnly today)
    {
        var random = new Randomizer(profile.Seed + 3_000_017 + (number * 32_452_843));
        var shopper = shoppers[number < shoppers.Count ? number : random.Int(0, shoppers.Count - 1)];
        var words = random.ListItem([.. Words.In(shopper.Language).Cases]);
        var orders = bought[shopper.Number].ToList();
        var about = orders.Count > 0 && words.Topic is not ("gift-card" or "product-question") ? orders[random.Int(0, orders.Count - 1)] : default((Purchase Purchase, int Index)?);
        var product = about?.Purchase.Lines[0].Name ?? random.ListItem([.. Orders.Catalogue]).Name;
        var places = new Dictionary<string, string>
        {
            ["{name}"] = shopper.Name, ["{product}"] = product, ["{order}"] = about?.Purchase.ExternalId ?? $"{profile.Slug[..1].ToUpperInvariant()}-{random.Int(10_000, 19_999)}",
            ["{date}"] = Words.Day(shopper.Language, about?.Purchase.Day ?? today.AddDays(-random.Int(3, 20))),
        };
        var tier = random.WeightedRandom<string?>([null, "senior", "specialist", "supervisor", "manager"], words.Topic == "rude-service" ? [0.3f, 0.2f, 0.1f, 0.35f, 0.05f] : [0.86f, 0.07f, 0.05f, 0.02f, 0f]);
        var ending = random.WeightedRandom([Ending.Untouched, Ending.Answered, Ending.Waiting, Ending.Solved], [0.1f, 0.12f, 0.08f, 0.7f]);
        return new SupportCase(
            number, shopper, words, random.WeightedRandom(s_channels, s_channelShares), random.WeightedRandom(["low", "normal", "high", "urgent"], [0.15f, 0.6f, 0.2f, 0.05f]),
            Fill(random.ListItem([.. words.Subjects])), Fill(random.ListItem([.. words.Bodies])), Fill(words.Reply), about?.Index,
            ending == Ending.Untouched ? null : tier, random.Bool(0.35f), random.Bool(0.4f), ending);

        string Fill(string text) => places.Aggregate(text, (filled, place) => filled.Replace(place.Key, place.Value, StringComparison.Ordinal));
    }
}
