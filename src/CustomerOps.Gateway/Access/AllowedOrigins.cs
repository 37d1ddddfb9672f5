namespace CustomerOps.Gateway.Access;

/// <summary>CORS for exactly the configured origins (<c>Cors:Origins:0</c>, …), none by default; and the headers every answer carries.</summary>
internal static class AllowedOrigins
{
    public static void AddAllowedOrigins(this IServiceCollection services, IConfiguration configuration) => services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
        .WithOrigins(configuration.GetSection("Cors:Origins").Get<string[]>() ?? [])
        .AllowAnyHeader().AllowAnyMethod().AllowCredentials()
        .WithExposedHeaders("ETag", "Location", "RateLimit", "RateLimit-Policy", "Retry-After", "Idempotency-Replayed")));

    public static void UseResponseHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers.XFrameOptions = "DENY";
            // A page says itself what it may load; of everything else nothing is ever run.
            if (context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) != true) headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
            // What one caller may see is kept by that caller's own cache only, and asked about again by its ETag.
            if (headers.CacheControl.Count == 0 && context.Request.Path.StartsWithSegments("/api")) headers.CacheControl = "private, no-cache";
            return Task.CompletedTask;
        });
        return next(context);
    });
}
