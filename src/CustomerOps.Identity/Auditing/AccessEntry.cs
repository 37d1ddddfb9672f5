namespace CustomerOps.Identity.Auditing;

/// <summary>Something that happened at the door. Written, never changed.</summary>
/// <remarks>The nil organisation holds what concerns none: a stranger's wrong password.</remarks>
internal sealed class AccessEntry
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid TenantId { get; init; }
    public DateTimeOffset At { get; init; }
    public string What { get; init; } = "";

    /// <summary>The person, key or session it happened to.</summary>
    public Guid? SubjectId { get; init; }

    /// <summary>Who did it, where that is known.</summary>
    public Guid? ActorId { get; init; }
    public string Address { get; init; } = "";
}
