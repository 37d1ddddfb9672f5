using CustomerOps.ServiceDefaults.Data;

namespace CustomerOps.Ticketing.Returns;

/// <summary>A thing the shop sells, as the shop tells it: what may come instead of another, and for how much.</summary>
internal sealed class CatalogueItem : ITenantOwned
{
    private CatalogueItem() { }

    public CatalogueItem(string sku) => Sku = sku;

    public Guid TenantId { get; set; }
    public string Sku { get; private init; } = "";

    /// <summary>Variants of one product share it.</summary>
    public string ProductId { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string? Category { get; private set; }
    public decimal UnitPrice { get; private set; }
    public string Currency { get; private set; } = "";
    public bool Available { get; private set; }
    public DateTimeOffset UpdatedAt { get; private set; }

    public void Take(string productId, string name, string? category, decimal unitPrice, string currency, bool available, DateTimeOffset now) =>
        (ProductId, Name, Category, UnitPrice, Currency, Available, UpdatedAt) = (productId, name, category, unitPrice, currency, available, now);
}
