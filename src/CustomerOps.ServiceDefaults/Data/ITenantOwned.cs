namespace CustomerOps.ServiceDefaults.Data;

/// <summary>A row that belongs to one organisation. <c>TenantDb</c> fills, filters and guards the id.</summary>
public interface ITenantOwned
{
    Guid TenantId { get; set; }
}
