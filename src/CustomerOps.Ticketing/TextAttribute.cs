using System.ComponentModel.DataAnnotations;

namespace CustomerOps.Ticketing;

/// <summary>Text that says something: not blank, at most so many characters, none that PostgreSQL cannot store.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class TextAttribute(int max) : ValidationAttribute($"Is text of 1 to {max} characters, not blank, without NUL.")
{
    public int Max { get; } = max;

    public override bool IsValid(object? value) => value is null || (value is string text && Fits(text, Max));

    public static bool Fits(string? text, int max) => !string.IsNullOrWhiteSpace(text) && text.Length <= max && !text.Contains('\0', StringComparison.Ordinal);
}

/// <summary>At most so many short labels, each as <see cref="TextAttribute"/> wants it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class LabelsAttribute(int count, int max) : ValidationAttribute($"Holds at most {count} texts of 1 to {max} characters each.")
{
    public int Count { get; } = count;

    public int Max { get; } = max;

    public override bool IsValid(object? value) =>
        value is null || (value is IReadOnlyCollection<string> labels && labels.Count <= Count && labels.All(l => TextAttribute.Fits(l, Max)));
}
