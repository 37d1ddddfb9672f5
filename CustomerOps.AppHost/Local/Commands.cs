namespace Aspire.Hosting;

/// <summary>What an operator may ask of a resource, whichever door the wish comes through.</summary>
internal static class Commands
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromMinutes(10) };

    public static async Task<(bool Succeeded, string Message)> ExecuteAsync(RunningResource resource, string command, CancellationToken cancellationToken)
    {
        switch (command)
        {
            case "start":
                await resource.StartAsync(cancellationToken);
                return (true, $"{resource.Name} starts");
            case "stop":
                await resource.StopAsync();
                return (true, $"{resource.Name} is stopped");
            case "restart":
                await resource.StopAsync();
                await resource.StartAsync(cancellationToken);
                return (true, $"{resource.Name} starts again");
        }

        return resource.Resource.Commands.Find(c => c.Name == command) is { } known
            ? await SendAsync(known, cancellationToken)
            : (false, $"{resource.Name} has no command '{command}'");
    }

    private static async Task<(bool Succeeded, string Message)> SendAsync(HttpCommand command, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, command.Endpoint.Url + command.Path);
            await (command.Options.PrepareRequest?.Invoke(new HttpCommandRequestContext(request, cancellationToken)) ?? Task.CompletedTask);
            using var answer = await Http.SendAsync(request, cancellationToken);
            var body = await answer.Content.ReadAsStringAsync(cancellationToken);
            body = body.Length > 500 ? body[..500] : body;
            return answer.IsSuccessStatusCode ? (true, body) : (false, $"{command.Path} answers {(int)answer.StatusCode}: {body}");
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return (false, $"{command.Path} does not answer: {failure.Message}");
        }
    }
}
