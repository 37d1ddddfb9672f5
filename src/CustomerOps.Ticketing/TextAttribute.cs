using System.ComponentModel.DataAnnotations;

namespace CustomerOps.Ticketing;

/// <summary>Text that says something: not blank, at most so many characters, none that PostgreSQL cannot store.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class TextAttribute(int max) : ValidationAttribute
{
    public int Max { get; } = max;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) => value switch
    {
        null => ValidationResult.Success,
        string text when string.IsNullOrWhiteSpace(text) => new ValidationResult("May not be blank."),
        string text when text.Length > Max => new ValidationResult($"Has at most {Max} characters."),
        string text when text.Contains('\0') => new ValidationResult("Holds a NUL character."),
        _ => ValidationResult.Success,
    };
}

/// <summary>At most so many short labels, each as <see cref="TextAttribute"/> wants it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class LabelsAttribute(int count, int max) : ValidationAttribute
{
    public int Count { get; } = count;

    public int Max { get; } = max;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) => value switch
    {
        null => ValidationResult.Success,
        IReadOnlyCollection<string> labels when labels.Count > Count => new ValidationResult($"Has at most {Count} entries."),
        IReadOnlyCollection<string> labels when labels.Any(l => string.IsNullOrWhiteSpace(l) || l.Length > Max || l.Contains('\0')) =>
            new ValidationResult($"Each entry has 1 to {Max} characters."),
        _ => ValidationResult.Success,
    };
}
