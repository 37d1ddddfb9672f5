using Aspire.Hosting.Dashboard;
using Grpc.Core;
using Grpc.Net.Client;

namespace CustomerOps.AppHost.Tests;

/// <summary>What the Aspire dashboard gets when it asks.</summary>
[Collection(nameof(RunningModel))]
public sealed class ResourceServiceTests(RunningModel model)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SampleApp App => model.App;

    [Fact]
    public async Task Every_resource_is_listed_with_state_health_urls_and_relations()
    {
        using var channel = Open(out var client, out var key);
        var resources = (await FirstAsync(client, key)).ToDictionary(r => r.Name);
        resources.Keys.ShouldBe(["postgres", "bus", "cache", "back-db", "back-migration-1", "back-1", "pair-1", "pair-2", "gateway-1"], ignoreOrder: true);
        resources.Values.ShouldAllBe(r => r.CreatedAt != null);
        var back = resources["back-1"];
        back.State.ShouldBe("Running");
        back.ResourceType.ShouldBe("Project");
        back.HealthReports.ShouldHaveSingleItem().Status.ShouldBe(HealthStatus.Healthy);
        back.Relationships.ShouldContain(new ResourceRelationship { ResourceName = "bus", Type = "Reference" });
        back.Relationships.ShouldContain(new ResourceRelationship { ResourceName = "cache", Type = "WaitFor" });
        back.Properties.ShouldContain(p => p.Name == "executable.pid" && p.Value.NumberValue == App.Records()["back"].Pid);
        resources["back-migration-1"].State.ShouldBe("Finished");
        resources["back-db"].Properties.ShouldContain(p => p.Name == "resource.parentName" && p.Value.StringValue == "postgres");
        resources.Values.SelectMany(r => r.Urls).ShouldAllBe(url => url.DisplayProperties != null && url.FullUrl.Contains("://"));
        resources["gateway-1"].Urls.Single(u => u.EndpointName == "http").DisplayProperties.DisplayName.ShouldBe("API");
    }

    [Fact]
    public async Task No_secret_leaves_in_any_field_or_log_line()
    {
        using var channel = Open(out var client, out var key);
        var secrets = App.Json("secrets.json").Values.ToList();
        secrets.Count.ShouldBeGreaterThan(3);
        var resources = await FirstAsync(client, key);
        var shown = string.Join('\n', resources.Select(r => r.ToString()));
        shown.ShouldContain("Keys__Operator");
        shown.ShouldContain("ConnectionStrings__bus");
        foreach (var resource in resources)
        {
            using var logs = client.WatchResourceConsoleLogs(new() { ResourceName = resource.Name, SuppressFollow = true }, key, cancellationToken: Token);
            await foreach (var update in logs.ResponseStream.ReadAllAsync(Token))
            {
                shown += string.Join('\n', update.LogLines.Select(l => l.Text));
            }
        }

        shown.ShouldContain("serving; the operator key is ********");
        secrets.ShouldAllBe(secret => !shown.Contains(secret));
    }

    [Fact]
    public async Task Stop_and_start_arrive_as_changes_and_as_new_log_lines()
    {
        using var channel = Open(out var client, out var key);
        using var watch = client.WatchResources(new(), key, deadline: DateTime.UtcNow.AddSeconds(60), cancellationToken: Token);
        (await watch.ResponseStream.MoveNext(Token)).ShouldBeTrue();
        (await CommandAsync(client, key, "gateway-1", "stop")).Kind.ShouldBe(ResourceCommandResponseKind.Succeeded);
        await SeenAsync(watch, r => r.Name == "gateway-1" && r.State == "Exited" && CommandState(r, "start") == ResourceCommandState.Enabled
            && CommandState(r, "stop") == ResourceCommandState.Hidden);
        (await CommandAsync(client, key, "gateway-1", "start")).Kind.ShouldBe(ResourceCommandResponseKind.Succeeded);
        await SeenAsync(watch, r => r.Name == "gateway-1" && r.State == "Running" && r.HealthReports.Any(h => h.Status == HealthStatus.Healthy));
        (await CommandAsync(client, key, "back-1", "re-drive")).Message.ShouldBe("3 messages");
        (await CommandAsync(client, key, "back-1", "dance")).Kind.ShouldBe(ResourceCommandResponseKind.Failed);
    }

    [Fact]
    public async Task Interactions_stay_open()
    {
        using var channel = Open(out var client, out var key);
        using var interactions = client.WatchInteractions(key, cancellationToken: Token);
        var next = interactions.ResponseStream.MoveNext(Token);
        await Task.WhenAny(next, Task.Delay(TimeSpan.FromSeconds(2), Token));
        next.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Without_the_key_nothing_is_answered()
    {
        using var channel = Open(out var client, out _);
        var refused = await Should.ThrowAsync<RpcException>(async () =>
            await client.GetApplicationInformationAsync(new(), new Metadata { { "x-resource-service-api-key", "guess" } }, cancellationToken: Token));
        refused.StatusCode.ShouldBe(StatusCode.Unauthenticated);
    }

    private GrpcChannel Open(out DashboardService.DashboardServiceClient client, out Metadata key)
    {
        var records = App.Records();
        new Uri(records.ResourceService).IsLoopback.ShouldBeTrue();
        var channel = GrpcChannel.ForAddress(records.ResourceService);
        client = new DashboardService.DashboardServiceClient(channel);
        key = new Metadata { { records.Control.Header, records.Control.Key } };
        return channel;
    }

    private static async Task<IReadOnlyList<Aspire.Hosting.Dashboard.Resource>> FirstAsync(DashboardService.DashboardServiceClient client, Metadata key)
    {
        using var watch = client.WatchResources(new(), key, deadline: DateTime.UtcNow.AddSeconds(10), cancellationToken: Token);
        (await watch.ResponseStream.MoveNext(Token)).ShouldBeTrue();
        return watch.ResponseStream.Current.InitialData.Resources;
    }

    private static async Task SeenAsync(AsyncServerStreamingCall<WatchResourcesUpdate> watch, Func<Aspire.Hosting.Dashboard.Resource, bool> wanted)
    {
        while (await watch.ResponseStream.MoveNext(Token))
        {
            if (watch.ResponseStream.Current.Changes.Value.Any(change => wanted(change.Upsert)))
            {
                return;
            }
        }

        throw new InvalidOperationException("the stream ended first");
    }

    private static async Task<ResourceCommandResponse> CommandAsync(
        DashboardService.DashboardServiceClient client, Metadata key, string resource, string command) =>
        await client.ExecuteResourceCommandAsync(new() { ResourceName = resource, CommandName = command, ResourceType = "Project" }, key, cancellationToken: Token);

    private static ResourceCommandState CommandState(Aspire.Hosting.Dashboard.Resource resource, string command) =>
        resource.Commands.Single(c => c.Name == command).State;
}
