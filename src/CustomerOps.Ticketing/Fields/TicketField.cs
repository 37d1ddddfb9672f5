using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CustomerOps.Ticketing.Fields;

/// <summary>A fact of the organisation's own that tickets have, or customers, or orders. Its key, kind and choices stay, so that nothing written is lost; its names, limits and rules may change, and it may be retired.</summary>
internal sealed class TicketField : Aggregate
{
    /// <summary>An organisation has so many of one kind of thing at most, retired ones with them.</summary>
    public const int Most = 200;

    private TicketField() { }

    public TicketField(FieldScope about, string key, FieldSpec spec, int position, DateTimeOffset now) => (About, Key, Spec, Position, CreatedAt) = (about, key, spec.Checked(about), position, now);

    public FieldScope About { get; private init; }

    public string Key { get; private init; } = "";
    public int Position { get; private set; }
    public FieldSpec Spec { get; private set; } = null!;

    /// <summary>Since when it is not filled in any more; what tickets have of it stays and is still found.</summary>
    public DateTimeOffset? RetiredAt { get; private set; }
    public DateTimeOffset CreatedAt { get; private init; }

    public void Set(FieldSpec spec)
    {
        RuleViolation.Unless(spec.Kind == Spec.Kind, "field.kind-fixed", "A field stays of its kind; make another and retire this one.", "kind");
        var missing = Spec.Choices.Select(c => c.Key).Except(spec.Choices.Select(c => c.Key)).FirstOrDefault();
        RuleViolation.Unless(missing is null, "field.choice-missing", $"Tickets may have {missing}: retire the choice instead of leaving it out.", "choices");
        Spec = spec.Checked(About);
    }

    public void Retire(DateTimeOffset now) => RetiredAt ??= now;

    public void BringBack() => RetiredAt = null;

    /// <summary>In that language, else in English, else in the first.</summary>
    public string NameIn(string language) => In(Spec.Names, language);

    /// <summary>A value in words.</summary>
    public string Shown(System.Text.Json.JsonElement value, string language) => value.ValueKind switch
    {
        System.Text.Json.JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(v => Shown(v, language))),
        System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => YesNo.In(value.GetBoolean(), language),
        System.Text.Json.JsonValueKind.String when Spec.Choices.FirstOrDefault(c => c.Key == value.GetString()) is { } choice => In(choice.Names, language),
        _ => Spec.Limits.Unit is { } unit ? $"{value} {unit}" : value.ToString(),
    };

    private static string In(Dictionary<string, string> names, string language) =>
        new[] { language, language.Split('-')[0], "en" }.Select(names.GetValueOrDefault).FirstOrDefault(n => n is not null) ?? names.OrderBy(n => n.Key, StringComparer.Ordinal).First().Value;
}

/// <summary>Yes and no as the six languages say them.</summary>
internal static class YesNo
{
    private static readonly Dictionary<string, (string Yes, string No)> Words = new()
    {
        ["en"] = ("yes", "no"), ["da"] = ("ja", "nej"), ["nb"] = ("ja", "nei"), ["no"] = ("ja", "nei"), ["sv"] = ("ja", "nej"), ["fi"] = ("kyllä", "ei"), ["hu"] = ("igen", "nem"),
    };

    public static string In(bool value, string language) => Words.GetValueOrDefault(language.Split('-')[0], Words["en"]) is var words && value ? words.Yes : words.No;
}

internal sealed class TicketFieldTable : IEntityTypeConfiguration<TicketField>
{
    public void Configure(EntityTypeBuilder<TicketField> builder)
    {
        builder.ToTable("ticket_fields");
        builder.Property(f => f.About).HasConversion(new KebabConverter<FieldScope>());
        builder.Property(f => f.Spec).AsJson();
    }
}
