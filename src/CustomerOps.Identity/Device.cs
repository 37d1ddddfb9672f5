namespace CustomerOps.Identity;

/// <summary>Where a request came from, as the gateway saw it: for the list of sessions and for the access log.</summary>
internal sealed record Device(string Address, string UserAgent)
{
    public static ValueTask<Device> BindAsync(HttpContext context)
    {
        // The gateway sets the header anew; nothing of the caller's own gets here.
        var address = context.Request.Headers["X-Forwarded-For"].ToString() is { Length: > 0 } seen ? seen : $"{context.Connection.RemoteIpAddress}";
        return ValueTask.FromResult(new Device(Line(address, 64), Line(context.Request.Headers.UserAgent.ToString(), 300)));
    }

    private static string Line(string text, int most) => new([.. text.Take(most).Select(c => char.IsControl(c) ? ' ' : c)]);
}
