using CustomerOps.Testing.Servers;

namespace CustomerOps.Testing.Stack;

/// <summary>One host of the stack: its project and the ports it gets.</summary>
internal sealed record ServiceAddresses(string Name, string Project, int Http, int Second)
{
    private static readonly Dictionary<string, string> s_projects = new()
    {
        ["identity"] = "CustomerOps.Identity", ["gateway"] = "CustomerOps.Gateway", ["ticketing"] = "CustomerOps.Ticketing", ["survey"] = "CustomerOps.Survey",
        ["knowledge-base"] = "CustomerOps.KnowledgeBase", ["staffing"] = "CustomerOps.Staffing",
    };

    public static IEnumerable<string> Known => s_projects.Keys;

    /// <summary>HTTP, and gRPC or (gateway) internal.</summary>
    public static ServiceAddresses Of(string name)
    {
        var ports = Machine.FreePorts(2);
        return new(name, s_projects[name], ports[0], ports[1]);
    }

    public Uri HttpUri => new($"http://127.0.0.1:{Http}");

    public Uri SecondUri => new($"http://127.0.0.1:{Second}");

    public string Dll => Repository.Program(Path.Combine("src", Project));
}
