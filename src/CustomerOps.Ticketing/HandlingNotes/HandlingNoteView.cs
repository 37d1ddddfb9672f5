namespace CustomerOps.Ticketing.HandlingNotes;

/// <param name="MustAcknowledge">Nobody answers the customer before having acknowledged it.</param>
/// <param name="ExpiresAt">From then on it holds no more; null: until it is removed.</param>
/// <param name="Expired">It holds no more.</param>
/// <param name="AcknowledgedByMe">The caller has.</param>
/// <param name="AcknowledgedBy">Who has read what it says now.</param>
internal sealed record HandlingNoteView(
    Guid Id, Guid CustomerId, string Text, bool MustAcknowledge, DateTimeOffset? ExpiresAt, bool Expired, bool AcknowledgedByMe, IReadOnlyList<NoteReaderView> AcknowledgedBy, Guid? CreatedBy, string CreatedByName, DateTimeOffset CreatedAt)
{
    public static HandlingNoteView Of(HandlingNote n, Guid reader, DateTimeOffset now) => new(
        n.Id, n.CustomerId, n.Text, n.MustAcknowledge, n.ExpiresAt, n.ExpiresAt <= now, n.Readers.Exists(r => r.PersonId == reader),
        [.. n.Readers.OrderBy(r => r.ReadAt).Select(r => new NoteReaderView(r.PersonId, r.Name, r.ReadAt))], n.CreatedBy, n.CreatedByName, n.CreatedAt);
}

internal sealed record NoteReaderView(Guid PersonId, string Name, DateTimeOffset At);
