namespace CustomerOps.Identity.Auditing;

/// <summary>Notes what happens at the door, with the next save.</summary>
internal sealed class AccessLog(IdentityDb db, TimeProvider time)
{
    public void Note(Guid organisationId, string what, Guid? subjectId, Device device, Guid? actorId = null) => db.Add(new AccessEntry
    {
        TenantId = organisationId, At = time.GetUtcNow(), What = what, SubjectId = subjectId == Guid.Empty ? null : subjectId, ActorId = actorId, Address = device.Address,
    });
}
