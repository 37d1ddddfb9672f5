using System.Globalization;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Identity.Accounts;

/// <summary>Nobody is let in by this; the answer says no more than it must.</summary>
internal sealed class SignInRefused : Exception
{
    private readonly Problem _problem;
    private readonly TimeSpan? _wait;

    private SignInRefused(int status, string code, string detail, TimeSpan? wait = null) : base(detail) => (_problem, _wait) = (new Problem(status, code, detail), wait);

    public string Code => _problem.Code;

    public static SignInRefused Invalid() => new(401, "session.invalid-credentials", "Address, password or code is wrong.");

    public static SignInRefused Ended() => new(401, "session.ended", "The session has ended; sign in again.");

    public static SignInRefused CodeNeeded() => new(401, "session.code-needed", "Send the code of your authenticator app, or a recovery code, as code.");

    public static SignInRefused Locked(TimeSpan wait) => new(429, "session.locked", "Too many wrong tries; wait as long as Retry-After says.", wait);

    /// <summary>Turns the refusal into its answer.</summary>
    public static async ValueTask<object?> Filter(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try { return await next(context); }
        catch (SignInRefused refused)
        {
            if (refused._wait is { } wait) context.HttpContext.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return new ProblemResult(refused._problem);
        }
    }
}
