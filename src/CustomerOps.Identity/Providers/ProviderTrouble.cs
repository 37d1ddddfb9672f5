namespace CustomerOps.Identity.Providers;

/// <summary>The provider does not answer, or not as providers do: it may be better later. 503.</summary>
/// <param name="message">For the log; without anything of a person.</param>
internal sealed class ProviderAway(string message) : Exception(message);

/// <summary>Nobody is let in by this.</summary>
/// <param name="reason">A word for the page, the access log and the log: what an admin looks up.</param>
internal sealed class ProviderRefused(string reason) : Exception(reason)
{
    public string Reason => Message;
}

/// <summary>This way was not begun here, is used up or took too long: the person begins again.</summary>
internal sealed class AttemptUnknown() : Exception("No such attempt.");
