using CustomerOps.ServiceDefaults.Data;

namespace CustomerOps.Staffing.Availability;

/// <summary>Somebody is away although the rota says otherwise: a sick call, an errand. It is gone when they are back.</summary>
internal sealed class Absence : ITenantOwned
{
    public Guid TenantId { get; set; }
    public Guid PersonId { get; init; }
    public DateTimeOffset Since { get; init; }
    public DateTimeOffset? Until { get; set; }

    /// <summary>Their open cases go to others.</summary>
    public bool HandsOver { get; set; }
}
