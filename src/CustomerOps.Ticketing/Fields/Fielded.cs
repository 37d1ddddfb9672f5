namespace CustomerOps.Ticketing.Fields;

/// <summary>What a field is a fact of.</summary>
internal enum FieldScope { Ticket, Customer, Order }

/// <summary>What has values of the organisation's own fields.</summary>
internal interface IFielded
{
    /// <summary>By the keys of the fields, a JSON object.</summary>
    string Fields { get; }

    /// <summary>Do the rule's conditions hold on it as it is to become?</summary>
    bool Meets(FieldRule rule, DateTimeOffset now);
}

/// <summary>Which fields a group of routes is about.</summary>
internal sealed record FieldsOf(FieldScope Scope)
{
    public string Path => $"{Word}-fields";

    public string Word => Kebab<FieldScope>.Of(Scope);

    /// <summary>In the code of a refusal.</summary>
    public string Thing => $"{Word} field";

    public static ValueTask<FieldsOf> BindAsync(HttpContext context) => ValueTask.FromResult(context.GetEndpoint()!.Metadata.GetRequiredMetadata<FieldsOf>());
}
