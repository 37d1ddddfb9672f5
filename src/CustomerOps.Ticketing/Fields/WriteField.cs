using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Fields;

/// <param name="Names">By language (<c>en</c>, <c>da</c>, <c>nb</c>, <c>sv</c>, <c>fi</c>, <c>hu</c> …); one at least.</param>
/// <param name="Choices">Of choice and choices, in their order.</param>
/// <param name="VisibleToCustomer">The customer reads it on their own ticket; of tickets only.</param>
/// <param name="Rules">When it is required, forbidden, or there at all.</param>
internal sealed record FieldBody(
    [MinLength(1), TextsByLanguage(100)] Dictionary<string, string> Names, FieldKind Kind, [MaxLength(FieldSpec.MostChoices)] FieldChoice[]? Choices = null, FieldLimits? Limits = null,
    bool VisibleToCustomer = false, [MaxLength(FieldSpec.MostRules)] FieldRule[]? Rules = null)
{
    public FieldSpec Read() => new(Kind, Names, Choices ?? [], Limits ?? new(), VisibleToCustomer, Rules ?? []);
}

/// <param name="Key">The field's lasting name for programs; it stays.</param>
[Example("""{ "key": "cause-of-fault", "field": { "kind": "choice", "names": { "en": "Cause of fault", "da": "Fejlårsag", "nb": "Feilårsak", "sv": "Felorsak", "fi": "Vian syy", "hu": "Hiba oka" }, "choices": [{ "key": "worn-out", "names": { "en": "Worn out", "fi": "Kulunut" } }, { "key": "misuse", "names": { "en": "Misuse" } }], "rules": [{ "effect": "required", "when": { "states": ["solved"], "tags": ["repair"] } }] } }""")]
internal sealed record CreateFieldRequest([FieldKey] string Key, FieldBody Field);

/// <param name="Field">All of it, as it is to be; kind and choices that are there stay.</param>
[Example("""{ "field": { "kind": "choice", "names": { "en": "Cause of the fault" }, "choices": [{ "key": "worn-out", "names": { "en": "Worn out" } }, { "key": "misuse", "names": { "en": "Misuse" }, "retired": true }] } }""")]
internal sealed record SetFieldRequest(FieldBody Field);

/// <param name="RetiredAt">Since when it is not filled in any more.</param>
internal sealed record FieldView(
    Guid Id, string Key, int Position, FieldKind Kind, IReadOnlyDictionary<string, string> Names, IReadOnlyList<FieldChoice> Choices, FieldLimits Limits, bool VisibleToCustomer, IReadOnlyList<FieldRule> Rules,
    DateTimeOffset? RetiredAt, DateTimeOffset CreatedAt)
{
    public static FieldView Of(TicketField f) => new(f.Id, f.Key, f.Position, f.Spec.Kind, f.Spec.Names, f.Spec.Choices, f.Spec.Limits, f.Spec.VisibleToCustomer, f.Spec.Rules, f.RetiredAt, f.CreatedAt);
}

internal static class CreateField
{
    public static async Task<Tagged<FieldView>> Handle(CreateFieldRequest request, FieldsOf of, TicketingDb db, FieldBook book, TimeProvider time, CancellationToken ct)
    {
        var there = db.Set<TicketField>().Where(f => f.About == of.Scope);
        var places = await there.Select(f => f.Position).ToListAsync(ct);
        RuleViolation.Unless(places.Count < TicketField.Most, "field.too-many", $"A {of.Word} has at most {TicketField.Most} fields.");
        RuleViolation.Unless(!await there.AnyAsync(f => f.Key == request.Key, ct), "field.key-taken", "Another field has this key.", "key");
        var field = new TicketField(of.Scope, request.Key, request.Field.Read(), places.DefaultIfEmpty().Max() + 1, time.Now());
        db.Add(field);
        await Stored(field, db, book, ct);
        return Tagged.Created($"/api/v1/{of.Path}/{field.Id}", FieldView.Of(field), field.Version);
    }

    /// <summary>Rules may ask for other fields, which must be there.</summary>
    internal static async Task Stored(TicketField field, TicketingDb db, FieldBook book, CancellationToken ct)
    {
        var others = await db.Set<TicketField>().AsNoTracking().Where(f => f.About == field.About && f.Id != field.Id).ToListAsync(ct);
        for (var i = 0; i < field.Spec.Rules.Length; i++)
            for (var j = 0; j < (field.Spec.Rules[i].When?.Fields?.Length ?? 0); j++) field.Spec.Rules[i].When!.Fields![j].Check(others, $"field.rules[{i}].when.fields[{j}]");
        await db.SaveChangesAsync(ct);
        book.Forget(db.Tenant.Required);
    }

    internal static async Task<TicketField> FieldToChange(this TicketingDb db, FieldsOf of, Guid id, IfMatch ifMatch, CancellationToken ct)
    {
        var field = await db.Set<TicketField>().SingleOrDefaultAsync(f => f.About == of.Scope && f.Id == id, ct) ?? throw new NotFound(of.Thing);
        ifMatch.Check(field.Version);
        return field;
    }
}

internal static class SetField
{
    public static async Task<Tagged<FieldView>> Handle(Guid id, SetFieldRequest request, FieldsOf of, IfMatch ifMatch, TicketingDb db, FieldBook book, CancellationToken ct)
    {
        var field = await db.FieldToChange(of, id, ifMatch, ct);
        field.Set(request.Field.Read());
        await CreateField.Stored(field, db, book, ct);
        return Tagged.Ok(FieldView.Of(field), field.Version);
    }
}

internal static class RetireField
{
    public static async Task<Tagged<FieldView>> Handle(Guid id, FieldsOf of, IfMatch ifMatch, TicketingDb db, FieldBook book, TimeProvider time, CancellationToken ct)
    {
        var field = await db.FieldToChange(of, id, ifMatch, ct);
        field.Retire(time.Now());
        await CreateField.Stored(field, db, book, ct);
        return Tagged.Ok(FieldView.Of(field), field.Version);
    }
}

internal static class BringBackField
{
    public static async Task<Tagged<FieldView>> Handle(Guid id, FieldsOf of, IfMatch ifMatch, TicketingDb db, FieldBook book, CancellationToken ct)
    {
        var field = await db.FieldToChange(of, id, ifMatch, ct);
        field.BringBack();
        await CreateField.Stored(field, db, book, ct);
        return Tagged.Ok(FieldView.Of(field), field.Version);
    }
}
