using System.ComponentModel.DataAnnotations;

namespace CustomerOps.Ticketing.Tickets;

/// <summary>A person's id, or the word for nobody.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class PersonOrNoneAttribute : ValidationAttribute
{
    public const string None = "none";

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is null or None || Guid.TryParse(value as string, out _) ? ValidationResult.Success : new ValidationResult($"Is a person's id or {None}.");
}
