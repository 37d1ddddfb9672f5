using CustomerOps.Contracts.Identity;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Problems;

namespace CustomerOps.Identity.People;

/// <summary>A member of staff and what they may do.</summary>
internal sealed class Person : Aggregate
{
    public string Name { get; private set; } = "";
    public string Email { get; private set; } = "";
    public string Language { get; private set; } = "";
    public string[] Roles { get; private set; } = [];
    public string[] Branches { get; private set; } = [];
    public bool Active { get; private set; }

    public static Person Join(string name, string email, string language, string[] roles, string[] branches)
    {
        var person = new Person();
        person.Describe(name, email, language, roles, branches, active: true);
        return person;
    }

    public void Describe(string name, string email, string language, string[] roles, string[] branches, bool active)
    {
        RuleViolation.Unless(roles.Length > 0 && roles.All(StaffRoles.Contains), "person.unknown-role", $"Roles are of {string.Join(", ", StaffRoles)}.", "roles");
        (Name, Email, Language, Roles, Branches, Active) = (name, email.Trim().ToLowerInvariant(), language, [.. roles.Distinct()], [.. branches.Distinct()], active);
        Raise(new PersonUpserted(Id, Name, Email, Language, Roles, Branches, Active));
    }

    private static readonly string[] StaffRoles = [.. ServiceDefaults.Access.Roles.Assignable.Except([ServiceDefaults.Access.Roles.Partner, ServiceDefaults.Access.Roles.Customer])];
}
