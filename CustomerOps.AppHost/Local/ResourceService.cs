using Aspire.Hosting.Dashboard;
using Grpc.Core;

namespace Aspire.Hosting;

/// <summary>The dashboard's view into this instance.</summary>
internal sealed class ResourceService(Instance instance) : DashboardService.DashboardServiceBase
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    public override Task<ApplicationInformationResponse> GetApplicationInformation(ApplicationInformationRequest request, ServerCallContext context) =>
        Task.FromResult(new ApplicationInformationResponse { ApplicationName = "CustomerOps" });

    public override async Task WatchResources(WatchResourcesRequest request, IServerStreamWriter<WatchResourcesUpdate> responseStream, ServerCallContext context)
    {
        var sent = instance.Resources.ToDictionary(r => r, r => r.Version);
        var all = new InitialResourceData();
        all.Resources.Add(sent.Keys.Select(r => ResourceView.Of(r, instance.Mask)));
        await responseStream.WriteAsync(new WatchResourcesUpdate { InitialData = all }, context.CancellationToken);
        while (await PauseAsync(context))
        {
            var changes = new WatchResourcesChanges();
            foreach (var resource in instance.Resources.Where(r => r.Version != sent[r]))
            {
                sent[resource] = resource.Version;
                changes.Value.Add(new WatchResourcesChange { Upsert = ResourceView.Of(resource, instance.Mask) });
            }

            if (changes.Value.Count > 0)
            {
                await responseStream.WriteAsync(new WatchResourcesUpdate { Changes = changes }, context.CancellationToken);
            }
        }
    }

    public override async Task WatchResourceConsoleLogs(
        WatchResourceConsoleLogsRequest request, IServerStreamWriter<WatchResourceConsoleLogsUpdate> responseStream, ServerCallContext context)
    {
        var log = (instance.Find(request.ResourceName) ?? throw new RpcException(new Status(StatusCode.NotFound, request.ResourceName))).Log;
        var sent = 0L;
        do
        {
            var lines = log.After(sent);
            foreach (var chunk in lines.Chunk(200))
            {
                var update = new WatchResourceConsoleLogsUpdate();
                update.LogLines.Add(chunk.Select(l => new ConsoleLogLine { Text = l.Text, IsStdErr = l.IsError, LineNumber = (int)l.Number }));
                await responseStream.WriteAsync(update, context.CancellationToken);
                sent = chunk[^1].Number;
            }
        }
        while (!request.SuppressFollow && await PauseAsync(context));
    }

    public override async Task<ResourceCommandResponse> ExecuteResourceCommand(ResourceCommandRequest request, ServerCallContext context)
    {
        var (succeeded, message) = instance.Find(request.ResourceName) is { } resource
            ? await Commands.ExecuteAsync(resource, request.CommandName, context.CancellationToken)
            : (false, $"there is no resource '{request.ResourceName}'");
        var response = new ResourceCommandResponse
        {
            Kind = succeeded ? ResourceCommandResponseKind.Succeeded : ResourceCommandResponseKind.Failed, Message = instance.Mask(message),
        };
        if (!succeeded) response.ErrorMessage = response.Message;

        return response;
    }

    public override async Task WatchInteractions(
        IAsyncStreamReader<WatchInteractionsRequestUpdate> requestStream, IServerStreamWriter<WatchInteractionsResponseUpdate> responseStream,
        ServerCallContext context)
    {
        while (await PauseAsync(context))
        {
            // nothing to ask
        }
    }

    private async Task<bool> PauseAsync(ServerCallContext context)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, instance.Ended);
        await Task.Delay(Look, either.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        return !either.IsCancellationRequested;
    }
}
