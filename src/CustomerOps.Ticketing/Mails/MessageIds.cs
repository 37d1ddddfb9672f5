namespace CustomerOps.Ticketing.Mails;

/// <summary>Message ids as they may stand in a mail's header; the mail service takes no others.</summary>
internal static class MessageIds
{
    private const int LongestReferences = 1_900;

    /// <summary>Of the messages before, what an answer names (RFC 5322, 3.6.4): oldest first, as many of the newest as a header holds.</summary>
    public static string References(IEnumerable<string?> newestFirst)
    {
        var length = 0;
        return string.Join(' ', newestFirst.OfType<string>().Where(IsPlain).Distinct().TakeWhile(id => (length += id.Length + 1) <= LongestReferences).Reverse());
    }

    public static bool IsPlain(string? messageId) => messageId is not null && messageId.All(c => c is > ' ' and < '\x7f');
}
