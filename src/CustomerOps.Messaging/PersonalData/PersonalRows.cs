namespace CustomerOps.Messaging.PersonalData;

/// <summary>Rows of a table that are about the people a service serves.</summary>
/// <param name="Theirs">SQL condition: which rows are a person's. <c>$1</c> are the ids of their customer records, <c>$2</c> of their cases, <c>$3</c> their addresses in lower case.</param>
/// <param name="Blank">What an erasure leaves: SQL assignments, for rows that figures or other people's records need. Null: the row goes.</param>
/// <param name="Exported">Is it in a person's export? Not where it only repeats what is there.</param>
/// <param name="Erased">False where the law or safety asks that it is kept for its own time.</param>
public sealed record PersonalRows(string Table, string Theirs, string? Blank = null, bool Exported = true, bool Erased = true);

/// <summary>What a service keeps of people: the one list that export, erasure and retention go by.</summary>
/// <param name="Rows">In the order in which they are erased: what refers to others first.</param>
/// <param name="Cases">SQL: the ids of the cases of the customers in <c>$1</c>; null where a service keeps none.</param>
/// <param name="Kept">Tables (<c>queues</c>) and columns (<c>orders.status</c>, or <c>.kind</c> in all tables) in which nobody's name can stand: an erasure does not look there.</param>
public sealed record PersonalDataCatalogue(IReadOnlyList<PersonalRows> Rows, IReadOnlyList<string> Kept, string? Cases = null)
{
    /// <summary>Tables of the foundation, and words of the software that stand in many tables.</summary>
    private static readonly string[] s_everywhere =
    [
        "migrations", "inbox", "outbox", "idempotency_keys", "paused_consumers", "partner_senders", "erased_people", "organisations", "branches", "people",
        ".kind", ".state", ".language", ".languages", ".time_zone", ".channel", ".currency", ".branch", ".branches", ".queue", ".queues", ".roles", ".role", ".trace_parent",
    ];

    public string[] AllKept { get; } = [.. s_everywhere, .. Kept];
}
