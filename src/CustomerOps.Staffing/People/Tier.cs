using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Staffing.People;

/// <summary>How far up a person stands; a case may be handed to the asked tier or any above it.</summary>
internal enum Tier { None, Representative, Senior, Specialist, Supervisor, Manager }

internal static class Tiers
{
    /// <summary>The highest tier among the roles; none for people who do not work on cases.</summary>
    public static Tier Of(IEnumerable<string> roles) => roles.Select(role => role switch
    {
        Roles.Agent => Tier.Representative,
        Roles.Senior => Tier.Senior,
        Roles.Specialist => Tier.Specialist,
        Roles.Supervisor => Tier.Supervisor,
        Roles.Manager => Tier.Manager,
        _ => Tier.None,
    }).DefaultIfEmpty(Tier.None).Max();

    /// <summary>The name on the wire: representative, senior, specialist, supervisor or manager.</summary>
    public static string Name(this Tier tier) => tier switch
    {
        Tier.Representative => "representative",
        Tier.Senior => "senior",
        Tier.Specialist => "specialist",
        Tier.Supervisor => "supervisor",
        Tier.Manager => "manager",
        _ => "none",
    };

    /// <summary>An empty name asks for anybody who works on cases; null for a name there is not.</summary>
    public static Tier? Named(string name) => name is "" ? Tier.Representative : Enum.GetValues<Tier>().Where(t => t != Tier.None && t.Name() == name).Select(t => (Tier?)t).FirstOrDefault();
}
