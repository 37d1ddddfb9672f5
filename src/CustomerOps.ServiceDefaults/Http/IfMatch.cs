using System.Globalization;
using System.Reflection;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Builder;

namespace CustomerOps.ServiceDefaults.Http;

/// <summary>The version the caller read, from <c>If-Match: "7"</c>. A handler that takes it answers 428 without the header and 412 when it is stale.</summary>
public sealed class IfMatch : IEndpointParameterMetadataProvider
{
    private readonly int? _version;

    private IfMatch(int? version) => _version = version;

    /// <summary>Throws <see cref="Stale"/> unless <paramref name="current"/> is what the caller read. <c>If-Match: *</c> accepts any.</summary>
    public void Check(int current)
    {
        if (_version is { } version && version != current) throw new Stale(current);
    }

    public static ValueTask<IfMatch> BindAsync(HttpContext context)
    {
        var header = context.Request.Headers.IfMatch.ToString();
        if (header.Length == 0) throw new Missing();
        if (header == "*") return ValueTask.FromResult(new IfMatch(null));
        var known = int.TryParse(header.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version);
        return ValueTask.FromResult(new IfMatch(known ? version : -1));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new NeedsIfMatch());

    /// <summary>428.</summary>
    public sealed class Missing : Exception;
}

/// <summary>Marks routes whose document shows the If-Match header.</summary>
internal sealed record NeedsIfMatch;
