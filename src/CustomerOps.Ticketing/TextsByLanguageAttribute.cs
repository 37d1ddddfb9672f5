using System.ComponentModel.DataAnnotations;

namespace CustomerOps.Ticketing;

/// <summary>The same words in several languages, keyed by BCP 47 tag: at most twenty, each as <see cref="TextAttribute"/> wants it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class TextsByLanguageAttribute(int max) : ValidationAttribute($"Holds texts of 1 to {max} characters by language tag, at most {Most} of them.")
{
    private const int Most = 20;
    private static readonly LanguageTagAttribute Tag = new();

    public int Max { get; } = max;

    public override bool IsValid(object? value) =>
        value is null || (value is IReadOnlyDictionary<string, string> texts && texts.Count <= Most && texts.All(t => Tag.IsValid(t.Key) && t.Key.Length > 0 && TextAttribute.Fits(t.Value, Max)));
}
