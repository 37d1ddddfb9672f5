namespace CustomerOps.ServiceDefaults.Problems;

/// <summary>
/// A rule of the business forbids what was asked. <see cref="Code"/> is stable and dotted (<c>ticket.already-solved</c>);
/// translated once per protocol, never retried by a consumer.
/// </summary>
public sealed class RuleViolation : Exception
{
    /// <param name="code">Stable dotted code.</param>
    /// <param name="message">What is wrong, for the reader of the answer.</param>
    /// <param name="field">The camelCase request field that breaks the rule: then the answer is 422, otherwise 409.</param>
    public RuleViolation(string code, string message, string? field = null) : base(message) => (Code, Field) = (code, field);

    /// <param name="errors">What is wrong with several fields at once: 422.</param>
    public RuleViolation(string code, string message, IReadOnlyDictionary<string, string[]> errors) : this(code, message, errors.Keys.First()) => Errors = errors;

    public string Code { get; }

    public string? Field { get; }

    public IReadOnlyDictionary<string, string[]>? Errors { get; }

    /// <summary>Throws unless <paramref name="holds"/>.</summary>
    public static void Unless(bool holds, string code, string message, string? field = null)
    {
        if (!holds) throw new RuleViolation(code, message, field);
    }
}

/// <summary>No such thing, or not the caller's to know of: 404.</summary>
public sealed class NotFound(string what) : Exception($"No such {what}.")
{
    public string Code { get; } = $"{what.Replace(' ', '-')}.not-found";
}

/// <summary>The caller is known and their role is served, but this one thing is not allowed to them: 403.</summary>
public sealed class NotAllowed(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}

/// <summary>The aggregate changed since the caller read it: 412. <see cref="Current"/> is the version now.</summary>
public sealed class Stale(int current) : Exception("The resource has changed since it was read; read it again.")
{
    public int Current { get; } = current;
}
