using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Returns;

/// <param name="ProductId">Variants of one product share it.</param>
/// <param name="Currency">ISO 4217.</param>
internal sealed record CatalogueItemRequest(
    [Text(100)] string Sku, [Text(100)] string ProductId, [Text(300)] string Name, [Range(0, 100_000_000)] decimal UnitPrice, [RegularExpression("^[A-Z]{3}$")] string Currency,
    bool Available, [Text(100)] string? Category = null);

[Example("""{ "items": [{ "sku": "SHOE-43", "productId": "SHOE", "name": "Running shoe 43", "unitPrice": 899.00, "currency": "DKK", "available": true, "category": "shoes" }] }""")]
internal sealed record PutCatalogueRequest([MinLength(1), MaxLength(500)] CatalogueItemRequest[] Items);

internal sealed record CatalogueTakenView(int Taken);

internal static class PutCatalogue
{
    public static async Task<CatalogueTakenView> Handle(PutCatalogueRequest request, TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        RuleViolation.Unless(request.Items.DistinctBy(i => i.Sku).Count() == request.Items.Length, "catalogue.sku-twice", "Each sku stands once.", "items");
        var now = time.Now();
        string[] skus = [.. request.Items.Select(i => i.Sku)];
        return await db.Retry(async () =>
        {
            var known = await db.Catalogue.Where(i => skus.Contains(i.Sku)).ToDictionaryAsync(i => i.Sku, ct);
            foreach (var told in request.Items)
            {
                if (!known.TryGetValue(told.Sku, out var item)) db.Add(item = new CatalogueItem(told.Sku));
                item.Take(told.ProductId, told.Name, told.Category, told.UnitPrice, told.Currency, told.Available, now);
            }

            await db.SaveChangesAsync(ct);
            return new CatalogueTakenView(request.Items.Length);
        });
    }
}
