using System.ComponentModel.DataAnnotations;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>A person's id, or the word for nobody.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class PersonOrNoneAttribute() : ValidationAttribute($"Is a person's id or {None}.")
{
    public const string None = "none";

    public override bool IsValid(object? value) => value is null or None || Guid.TryParse(value as string, out _);
}
