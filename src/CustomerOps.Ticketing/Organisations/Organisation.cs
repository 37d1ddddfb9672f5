using CustomerOps.ServiceDefaults.Data;

namespace CustomerOps.Ticketing.Organisations;

/// <summary>What Ticketing must know of an organisation, as Identity told it last.</summary>
internal sealed class Organisation : ITenantOwned
{
    public Guid TenantId { get; set; }
    public string Name { get; set; } = "";

    /// <summary>IANA name.</summary>
    public string TimeZone { get; set; } = "";
    public string[] Languages { get; set; } = [];
    public DateTimeOffset ToldAt { get; set; }
}
