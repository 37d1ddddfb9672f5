using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Queueing;

/// <summary>What somebody may do in a queue: read its tickets, bring tickets in, change them, be given them. Who may change may read, who may own may change.</summary>
internal enum QueueRight { Read, Create, Change, Own }

/// <summary>Somebody who may do something in a queue: everybody of a role, or one person.</summary>
internal sealed record Grant([MaxLength(4), MinLength(1)] QueueRight[] May, [Text(20)] string? Role = null, Guid? PersonId = null)
{
    public bool Gives(QueueRight right) => May.Contains(right) || (right == QueueRight.Change && May.Contains(QueueRight.Own)) || (right == QueueRight.Read && (May.Contains(QueueRight.Change) || May.Contains(QueueRight.Own)));

    public bool Concerns(Guid personId, IReadOnlyList<string> roles) => PersonId == personId || (Role is not null && roles.Contains(Role));
}

internal static class Grants
{
    public const int Most = 50;

    /// <summary>Managers and admins need none.</summary>
    public static readonly string[] Grantable = [Roles.Agent, Roles.Senior, Roles.Specialist, Roles.Supervisor, Roles.Analyst];

    /// <summary>A queue without grants is open to all. Managers and admins may always do everything: nobody locks themselves out.</summary>
    public static bool Allow(this IReadOnlyList<Grant> grants, QueueRight right, Guid personId, IReadOnlyList<string> roles) =>
        grants.Count == 0 || roles.Any(r => Roles.Managers.Contains(r)) || grants.Any(g => g.Concerns(personId, roles) && g.Gives(right));
}
