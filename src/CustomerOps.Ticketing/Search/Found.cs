namespace CustomerOps.Ticketing.Search;

internal enum SearchKind { Ticket, Customer, Message }

/// <summary>Something found, before it is shown.</summary>
/// <param name="Score">0 to 1. A number or address as it stands is 1; all words 0.6 and more; some of them, or words that look alike, less.</param>
/// <param name="Message">The message that fits best, where words found it.</param>
internal sealed record Found(SearchKind Kind, Guid Id, double Score, Guid? TicketId = null, Guid? Message = null)
{
    /// <summary>Scores are compared in cursors: so few digits are the same however they were reached.</summary>
    public static double Rounded(double score) => Math.Round(Math.Clamp(score, 0, 1), 4);
}
