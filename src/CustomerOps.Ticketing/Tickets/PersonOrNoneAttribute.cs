using System.ComponentModel.DataAnnotations;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>A person's id, or the word for nobody or for the caller.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class PersonOrNoneAttribute() : ValidationAttribute($"Is a person's id, {Me} or {None}.")
{
    public const string None = "none", Me = "me";

    /// <summary>Whether somebody, or nobody, was asked for, and who: no id is nobody.</summary>
    public static (bool Asked, Guid? Id) Read(string? word, Guid me) => word switch
    {
        null => (false, null),
        None => (true, null),
        Me => (true, me),
        _ => (true, Guid.Parse(word)),
    };

    public override bool IsValid(object? value) => value is null or None or Me || Guid.TryParse(value as string, out _);
}
