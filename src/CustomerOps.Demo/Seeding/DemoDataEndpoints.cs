namespace CustomerOps.Demo.Seeding;

internal static class DemoDataEndpoints
{
    public static RouteGroupBuilder MapDemoData(this RouteGroupBuilder internals)
    {
        internals.MapPost("/demo-data", (Seeding seeding) => TypedResults.Accepted("/internal/demo-data", seeding.Begin()));
        internals.MapGet("/demo-data", (Seeding seeding) => TypedResults.Ok(seeding.Now));
        return internals;
    }
}
