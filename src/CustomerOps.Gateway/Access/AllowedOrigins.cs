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
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XFrameOptions = "DENY";
        return next(context);
    });
}
