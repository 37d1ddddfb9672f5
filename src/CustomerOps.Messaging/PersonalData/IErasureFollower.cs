namespace CustomerOps.Messaging.PersonalData;

/// <summary>What a service derives from its texts, an index or a vocabulary, follows an erasure in its transaction.</summary>
public interface IErasureFollower
{
    /// <summary>Before anything is changed.</summary>
    /// <param name="words">As the eraser's.</param>
    /// <param name="since">For <c>written_since</c> in the database: what was written before was looked at; null where nothing was.</param>
    Task Before(PersonSought person, string? words, long? since, CancellationToken ct);

    /// <summary>When the texts are changed.</summary>
    Task After(CancellationToken ct);
}
