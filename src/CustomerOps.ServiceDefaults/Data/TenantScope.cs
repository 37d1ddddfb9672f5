using CustomerOps.ServiceDefaults.Access;
using Microsoft.AspNetCore.Http;

namespace CustomerOps.ServiceDefaults.Data;

/// <summary>The one organisation a unit of work sees: the caller's in a request, the message's in a consumer. Set once.</summary>
public sealed class TenantScope(IHttpContextAccessor? http = null)
{
    private Guid? _tenantId;

    /// <summary>Null outside any organisation: then row-level security shows nothing.</summary>
    public Guid? TenantId => _tenantId ??= FromCaller();

    public Guid Required => TenantId ?? throw new InvalidOperationException("No organisation is set for this unit of work.");

    public void Enter(Guid tenantId)
    {
        if (_tenantId is { } set && set != tenantId) throw new InvalidOperationException("A unit of work serves one organisation only.");
        _tenantId = tenantId;
    }

    /// <summary>True in our own loops and lookups that serve all organisations: tables that allow it show every row.</summary>
    public bool Background { get; private set; }

    public void EnterBackground() => Background = true;

    private Guid? FromCaller() => http?.HttpContext?.User.FindFirst(TokenClaims.Tenant)?.Value is { } id ? Guid.Parse(id) : null;
}
