using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.KnowledgeBase.Articles;

/// <summary>Who may write and who may read what.</summary>
internal static class Readership
{
    /// <summary>Those who write and publish.</summary>
    public static readonly string[] Authors = [Roles.Senior, Roles.Specialist, Roles.Supervisor, Roles.Manager, Roles.Admin];

    /// <summary>Those who see what is published; customers and partners only what is public.</summary>
    public static readonly string[] Everybody = [.. Roles.Readers, Roles.Partner, Roles.Customer];

    /// <summary>Those who tell that a customer read something: staff, a front end by its partner's key, customers of themselves.</summary>
    public static readonly string[] Witnesses = [.. Roles.Staff, Roles.Partner, Roles.Customer];

    public static bool IsAuthor(this Caller caller) => caller.Is(Authors);

    /// <summary>The published articles the caller may read.</summary>
    public static Audience[] MayRead(this Caller caller) =>
        caller.Is(Roles.Readers) || caller.Is(Roles.Service) ? [Audience.Public, Audience.Staff] : [Audience.Public];
}
