using System.ComponentModel.DataAnnotations;

namespace CustomerOps.Ticketing;

/// <summary>One word of a closed set, where a query parameter names it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class WordAttribute<T>() : ValidationAttribute($"Is one of {Kebab<T>.All}.") where T : struct, Enum
{
    public override bool IsValid(object? value) => value is null || (value is string word && Kebab<T>.Knows(word));
}

/// <summary>A BCP 47 language tag such as <c>da</c> or <c>pt-BR</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
internal sealed class LanguageTagAttribute() : RegularExpressionAttribute("^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$");
