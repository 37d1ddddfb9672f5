using CustomerOps.ServiceDefaults.Data;

namespace CustomerOps.Ticketing.Organisations;

/// <summary>A member of staff whom tickets can be given to, as Identity told last.</summary>
internal sealed class Person : ITenantOwned
{
    public Guid Id { get; set; }
    public Guid TenantId { get; set; }
    public string Name { get; set; } = "";
    public string Email { get; set; } = "";
    public string Language { get; set; } = "";
    public string[] Roles { get; set; } = [];
    public bool Active { get; set; }
    public DateTimeOffset ToldAt { get; set; }
}
