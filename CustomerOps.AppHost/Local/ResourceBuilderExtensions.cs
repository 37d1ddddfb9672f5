namespace Aspire.Hosting;

internal static class ResourceBuilderExtensions
{
    public static IResourceBuilder<T> WithHttpEndpoint<T>(this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null,
        string? env = null) where T : Resource => builder.WithEndpoint(port, targetPort, "http", name, env);

    public static IResourceBuilder<T> WithEndpoint<T>(this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? scheme = null,
        string? name = null, string? env = null) where T : Resource
    {
        var endpoint = new EndpointAnnotation(name ?? scheme ?? "tcp", scheme ?? "tcp", port ?? targetPort ?? 0, env);
        builder.Resource.Endpoints.Add(endpoint);
        if (env is not null)
        {
            builder.Resource.Environment[env] = replica => endpoint.Targets[replica].ToString(CultureInfo.InvariantCulture);
        }

        return builder;
    }

    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder) where T : Resource
    {
        builder.Resource.Endpoints.FindAll(e => e.Scheme == "http").ForEach(e => e.IsExternal = true);
        return builder;
    }

    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name) where T : Resource => new(builder.Resource, name);

    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> builder, IResourceBuilder<ResourceWithConnectionString> source)
        where T : Resource
    {
        builder.Resource.References.Add(source.Resource);
        return builder.WithEnvironment($"ConnectionStrings__{source.Resource.Name}", () => source.Resource.ConnectionString);
    }

    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> builder, IResourceBuilder<ProjectResource> source) where T : Resource
    {
        source.Resource.Endpoints.ForEach(e => builder.WithReference(source.GetEndpoint(e.Name)));
        return builder;
    }

    public static IResourceBuilder<T> WithReference<T>(this IResourceBuilder<T> builder, EndpointReference endpoint) where T : Resource
    {
        builder.Resource.References.Add(endpoint.Resource);
        return builder.WithEnvironment($"services__{endpoint.Resource.Name}__{endpoint.EndpointName}__0", () => endpoint.Url);
    }

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, string? value) where T : Resource =>
        builder.WithEnvironment(name, () => value ?? "");

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, EndpointReference endpoint) where T : Resource
    {
        builder.Resource.References.Add(endpoint.Resource);
        return builder.WithEnvironment(name, () => endpoint.Url);
    }

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, IResourceBuilder<ParameterResource> parameter)
        where T : Resource => builder.WithEnvironment(name, () => parameter.Resource.Value);

    public static IResourceBuilder<T> WithEnvironment<T>(this IResourceBuilder<T> builder, string name, Func<string> callback) where T : Resource
    {
        builder.Resource.Environment[name] = _ => callback();
        return builder;
    }

    public static IResourceBuilder<T> WithArgs<T>(this IResourceBuilder<T> builder, params string[] args) where T : Resource
    {
        builder.Resource.Arguments.AddRange(args);
        return builder;
    }

    public static IResourceBuilder<T> WithReplicas<T>(this IResourceBuilder<T> builder, int replicas) where T : Resource
    {
        builder.Resource.Replicas = replicas;
        return builder;
    }

    public static IResourceBuilder<T> WithOtlpExporter<T>(this IResourceBuilder<T> builder) where T : Resource
    {
        builder.Resource.SendsTelemetry = true;
        return builder;
    }

    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<Resource> dependency) where T : Resource
    {
        builder.Resource.Waits.Add(new Wait(dependency.Resource, Completion: false));
        return builder;
    }

    public static IResourceBuilder<T> WaitForCompletion<T>(this IResourceBuilder<T> builder, IResourceBuilder<Resource> dependency) where T : Resource
    {
        builder.Resource.Waits.Add(new Wait(dependency.Resource, Completion: true));
        dependency.Resource.RunsOnce = true;
        return builder;
    }

    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, string path) where T : Resource
    {
        var resource = builder.Resource;
        var endpoint = resource.Endpoint("http");
        resource.Probe = (replica, token) => Probes.HttpAsync(new Uri($"http://127.0.0.1:{endpoint.Targets[replica]}{path}"), token);
        return builder;
    }

    public static IResourceBuilder<T> WithUrlForEndpoint<T>(this IResourceBuilder<T> builder, string endpointName, Action<ResourceUrlAnnotation> callback)
        where T : Resource
    {
        builder.Resource.UrlChanges[endpointName] = callback;
        return builder;
    }

    public static IResourceBuilder<T> WithHttpCommand<T>(this IResourceBuilder<T> builder, string path, string displayName, string? endpointName = null,
        string? commandName = null, HttpCommandOptions? commandOptions = null) where T : Resource
    {
        var endpoint = builder.GetEndpoint(endpointName ?? "http");
        builder.Resource.Commands.Add(new HttpCommand(commandName ?? $"post-{path}", displayName, endpoint, path, commandOptions ?? new()));
        return builder;
    }
}
