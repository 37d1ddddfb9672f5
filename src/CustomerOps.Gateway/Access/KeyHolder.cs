using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Gateway.Access;

/// <summary>What a caller showed.</summary>
internal enum CredentialKind { Key, Session }

/// <summary>A caller the gateway has recognised, with the internal token that services will see.</summary>
internal sealed record KeyHolder(Caller Caller, string InternalToken, CredentialKind Showed)
{
    /// <summary>The holder of the request's key or session, or null for an anonymous request.</summary>
    public static KeyHolder? Of(HttpContext context) => context.Features.Get<KeyHolder>();
}
