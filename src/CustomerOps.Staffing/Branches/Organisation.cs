using CustomerOps.ServiceDefaults.Data;

namespace CustomerOps.Staffing.Branches;

/// <summary>The clock an organisation plans by.</summary>
internal sealed class Organisation : ITenantOwned
{
    public Guid Id { get; init; }
    public Guid TenantId { get; set; }
    public string TimeZone { get; set; } = "Etc/UTC";

    /// <summary>When Identity said so: an older word that comes late changes nothing.</summary>
    public DateTimeOffset ToldAt { get; set; }
}

/// <summary>A place people work at, with its own clock.</summary>
internal sealed class Branch : ITenantOwned
{
    public Guid TenantId { get; set; }
    public string Code { get; init; } = "";
    public string Name { get; set; } = "";
    public string TimeZone { get; set; } = "Etc/UTC";
}
