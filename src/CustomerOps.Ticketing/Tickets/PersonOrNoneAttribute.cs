using System.ComponentModel.DataAnnotations;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>A person's id, or the word for nobody or for the caller.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class PersonOrNoneAttribute() : ValidationAttribute($"Is a person's id, {Me} or {None}.")
{
    public const string None = "none", Me = "me";

    public override bool IsValid(object? value) => value is null or None or Me || Guid.TryParse(value as string, out _);
}
