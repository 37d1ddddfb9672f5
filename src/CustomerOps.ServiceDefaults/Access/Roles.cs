namespace CustomerOps.ServiceDefaults.Access;

/// <summary>What a caller may be. A route names the roles it serves; nobody else gets in.</summary>
public static class Roles
{
    public const string Agent = "agent", Senior = "senior", Specialist = "specialist", Supervisor = "supervisor", Manager = "manager",
        Analyst = "analyst", Admin = "admin", Partner = "partner", Customer = "customer",
        /// <summary>Works in another department: sees what they were invited to, no tickets.</summary>
        Colleague = "colleague",
        /// <summary>Another service of CustomerOps; never given to a person or key.</summary>
        Service = "service";

    /// <summary>Everybody who works on cases.</summary>
    public static readonly string[] Staff = [Agent, Senior, Specialist, Supervisor, Manager, Admin];

    /// <summary>Those who lead others.</summary>
    public static readonly string[] Leads = [Supervisor, Manager, Admin];

    /// <summary>Those who plan and configure.</summary>
    public static readonly string[] Managers = [Manager, Admin];

    /// <summary>Those who may read figures.</summary>
    public static readonly string[] Readers = [Agent, Senior, Specialist, Supervisor, Manager, Analyst, Admin];

    /// <summary>What a person or API key may be given.</summary>
    public static readonly string[] Assignable = [Agent, Senior, Specialist, Supervisor, Manager, Analyst, Admin, Partner, Customer, Colleague];
}
