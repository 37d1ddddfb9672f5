using CustomerOps.Identity.Accounts;
using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Identity.Sessions;

/// <summary>A device somebody signed in from. Its secret is only in that device's cookie; the organisation it acts in may change, and the secret with it.</summary>
internal sealed class Session
{
    private static readonly TimeSpan NoteUseEvery = TimeSpan.FromMinutes(1);

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    /// <summary>The organisation it acts in now.</summary>
    public Guid TenantId { get; private set; }
    public byte[] SecretHash { get; private set; } = [];
    public Guid? AccountId { get; private init; }

    /// <summary>Set instead of the account when a customer came by a mailed link.</summary>
    public string? CustomerEmail { get; private init; }

    /// <summary>Set instead of the account when the organisation's own provider vouched: its word counts in that organisation only.</summary>
    public Guid? PersonId { get; private init; }
    public string UserAgent { get; private init; } = "";
    public string Address { get; private init; } = "";
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset LastSeenAt { get; private set; }
    public DateTimeOffset EndsAt { get; private init; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <returns>The session to store and the secret to hand over once.</returns>
    public static (Session Session, string Secret) Begin(Account account, Guid organisationId, Device device, SessionSettings settings, DateTimeOffset now)
    {
        var session = new Session { AccountId = account.Id, Address = device.Address, UserAgent = device.UserAgent, CreatedAt = now, LastSeenAt = now, EndsAt = now + settings.Lifetime };
        return (session, session.ActIn(organisationId));
    }

    /// <summary>For the owner of a mailbox, in one organisation, without an account.</summary>
    public static (Session Session, string Secret) BeginCustomer(string email, Guid organisationId, Device device, SessionSettings settings, DateTimeOffset now)
    {
        var session = new Session { CustomerEmail = email, Address = device.Address, UserAgent = device.UserAgent, CreatedAt = now, LastSeenAt = now, EndsAt = now + settings.Lifetime };
        return (session, session.ActIn(organisationId));
    }

    /// <summary>For whom the organisation's provider vouched, in that organisation, without an account.</summary>
    public static (Session Session, string Secret) BeginByProvider(Guid personId, Guid organisationId, Device device, SessionSettings settings, DateTimeOffset now)
    {
        var session = new Session { PersonId = personId, Address = device.Address, UserAgent = device.UserAgent, CreatedAt = now, LastSeenAt = now, EndsAt = now + settings.Lifetime };
        return (session, session.ActIn(organisationId));
    }

    /// <summary>The customer it belongs to, or null for a person's. The same address has the same id in an organisation, and another in another.</summary>
    public Caller? Customer() => CustomerEmail is not { } email ? null
        : new Caller(TenantId, new Guid(Secret.HashOf($"customer/{TenantId}/{email}").AsSpan(0, 16)), email, "customer", [Roles.Customer], [], Id, email);

    /// <returns>The new secret: what was remembered about the old one, in whichever replica, is not taken for the new organisation.</returns>
    public string ActIn(Guid organisationId)
    {
        var secret = Secret.New();
        (TenantId, SecretHash) = (organisationId, Secret.HashOf(secret));
        return secret;
    }

    public bool IsAlive(SessionSettings settings, DateTimeOffset now) => EndedAt is null && now < EndsAt && now - LastSeenAt < settings.Idle;

    /// <summary>Use is written down at most once a minute.</summary>
    public bool UseIsToBeNoted(DateTimeOffset now) => now - LastSeenAt >= NoteUseEvery;

    public void End(DateTimeOffset now) => EndedAt ??= now;
}
