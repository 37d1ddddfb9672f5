using Aspire.Hosting.Dashboard;
using Google.Protobuf.WellKnownTypes;

namespace Aspire.Hosting;

/// <summary>A running resource as the dashboard wants to see it; no secret leaves in any field.</summary>
internal static class ResourceView
{
    public static Dashboard.Resource Of(RunningResource running, Func<string, string> mask)
    {
        var resource = running.Resource;
        var view = new Dashboard.Resource
        {
            Name = running.UniqueName, Uid = running.UniqueName, DisplayName = resource.Name, ResourceType = resource.Kind, State = running.State,
            StateStyle = running.State switch
            {
                "Running" or "Finished" => "success",
                "FailedToStart" => "error",
                "Restarting" => "warning",
                "Exited" => running.ExitCode is 0 or null ? "info" : "error",
                _ => "info",
            },
            StartedAt = Time(running.StartedAt), StoppedAt = running.State == "Running" ? null : Time(running.StoppedAt),
            CreatedAt = Time(running.CreatedAt), IsHidden = resource is DashboardResource,
        };
        view.Environment.Add(running.GivenEnvironment.OrderBy(e => e.Key, StringComparer.Ordinal)
            .Select(e => new EnvironmentVariable { Name = e.Key, Value = mask(e.Value), IsFromSpec = true }));
        view.Urls.Add(resource.Endpoints.Select(e => UrlOf(resource, e, running.State == "Running")));
        view.Relationships.Add(resource.References.Select(r => new ResourceRelationship { ResourceName = r.Name, Type = "Reference" }));
        view.Relationships.Add(resource.Waits.Select(w => new ResourceRelationship { ResourceName = w.For.Name, Type = "WaitFor" }));
        if (resource.Parent is { } parent)
        {
            view.Relationships.Add(new ResourceRelationship { ResourceName = parent.Name, Type = "Parent" });
            Show("resource.parentName", Value.ForString(parent.Name));
        }

        if (resource.Probe is not null && running.State == "Running")
        {
            var report = new HealthReport { Key = $"{resource.Name}_check", Description = mask(running.Reason), LastRunAt = Time(running.ProbedAt) };
            if (running.IsHealthy is { } healthy) report.Status = healthy ? HealthStatus.Healthy : HealthStatus.Unhealthy;

            view.HealthReports.Add(report);
        }

        if (running.Plan is { } plan)
        {
            Show("executable.path", Value.ForString(plan.File));
            Show("executable.workDir", Value.ForString(plan.Directory));
            Show("executable.args", Value.ForList([.. plan.Arguments.Select(a => Value.ForString(mask(a)))]));
            view.Commands.Add(CommandsOf(running));
        }

        Show("project.path", resource is ProjectResource project ? Value.ForString(project.Path) : null);
        Show("executable.pid", running.ProcessId is { } id ? Value.ForNumber(id) : null);
        Show("resource.exitCode", running.ProcessId is null && running.ExitCode is { } code ? Value.ForNumber(code) : null);
        Show("restarts", running.Restarts > 0 ? Value.ForNumber(running.Restarts) : null);
        return view;

        void Show(string name, Value? value)
        {
            if (value is not null) view.Properties.Add(new ResourceProperty { Name = name, Value = value });
        }
    }

    private static IEnumerable<ResourceCommand> CommandsOf(RunningResource running)
    {
        var up = running.State is "Running" or "Starting" or "Restarting" or "Waiting";
        yield return Lifecycle("start", "Start", "Play", !up && running.State != "Stopping");
        yield return Lifecycle("stop", "Stop", "Stop", up);
        yield return Lifecycle("restart", "Restart", "ArrowCounterclockwise", up);
        foreach (var command in running.Resource.Commands)
        {
            yield return new ResourceCommand
            {
                Name = command.Name, DisplayName = command.DisplayName, IconName = "PlayCircle",
                State = running.IsReady ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
            };
        }

        static ResourceCommand Lifecycle(string name, string title, string icon, bool offered) => new()
        {
            Name = name, DisplayName = title, IconName = icon, IsHighlighted = true,
            State = offered ? ResourceCommandState.Enabled : ResourceCommandState.Hidden,
        };
    }

    private static Url UrlOf(ApplicationModel.Resource resource, EndpointAnnotation endpoint, bool isActive)
    {
        var shown = new ResourceUrlAnnotation { Url = endpoint.Url };
        resource.UrlChanges.GetValueOrDefault(endpoint.Name)?.Invoke(shown);
        return new Url
        {
            EndpointName = endpoint.Name, FullUrl = shown.Url, IsInternal = endpoint.Scheme != "http" || endpoint.Name is "grpc" or "internal", IsInactive = !isActive,
            DisplayProperties = new UrlDisplayProperties { DisplayName = shown.DisplayText ?? "", SortOrder = endpoint.IsExternal ? 1 : 0 },
        };
    }

    private static Timestamp? Time(DateTimeOffset? time) => time is { } known ? Timestamp.FromDateTimeOffset(known) : null;
}
