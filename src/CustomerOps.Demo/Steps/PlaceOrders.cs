using CustomerOps.Demo.Generating;

namespace CustomerOps.Demo.Steps;

/// <summary>What customers bought, told by the shop system; who does not want to be asked for feedback says so.</summary>
internal static class PlaceOrders
{
    /// <returns>The orders' ids by their index.</returns>
    public static async Task<IReadOnlyDictionary<int, string>> Run(Work work, IReadOnlyList<Purchase> purchases)
    {
        var ids = new System.Collections.Concurrent.ConcurrentDictionary<int, string>();
        await work.Run.Each($"{work.Organisation.Slug}: orders", [.. purchases.Select((p, i) => (Purchase: p, Index: i))], o => o.Purchase.ExternalId, async order =>
        {
            var (purchase, shopper) = (order.Purchase, order.Purchase.Shopper);
            if (!shopper.SurveyConsent) await Refuse(work, purchase);
            ids[order.Index] = await Tell(work, purchase, purchase.Status);
        });
        return ids;
    }

    /// <summary>The customer is met by the order as it was placed, and says no before it is delivered.</summary>
    private static async Task Refuse(Work work, Purchase purchase)
    {
        await Tell(work, purchase, "pending");
        await work.Journal.Once($"consent/{purchase.Shopper.Email}", async () =>
        {
            var found = await work.Organisation.Agent.Get($"/api/v1/customers?email={Uri.EscapeDataString(purchase.Shopper.Email)}", work.Stop);
            await work.Organisation.Agent.Put($"/api/v1/customers/{found.Items.First().GetProperty("id").GetString()}/consent", new { surveyConsent = false }, work.Stop);
            return "refused";
        });
    }

    /// <summary>No Idempotency-Key: the shop's number says which order it is.</summary>
    public static Task<string> Tell(Work work, Purchase purchase, string status) => work.Journal.Once($"order/{purchase.ExternalId}/{status}", async () =>
    {
        var placed = new DateTimeOffset(purchase.Day, new TimeOnly(9, 30), TimeSpan.Zero);
        var answer = await work.Organisation.Partner.Post("/api/v1/orders", new
        {
            externalId = purchase.ExternalId,
            customer = new { email = purchase.Shopper.Email, name = purchase.Shopper.Name, language = purchase.Shopper.Language, branch = purchase.Shopper.Branch },
            lines = purchase.Lines, currency = purchase.Currency, placedAt = placed, status,
            completedAt = status is "delivered" or "completed" ? placed.AddDays(3) : (DateTimeOffset?)null,
        }, null, work.Stop);
        return answer.Id;
    });
}
