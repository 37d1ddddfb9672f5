using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Fields;
using CustomerOps.Ticketing.Macros;
using CustomerOps.Ticketing.Tickets;
using CustomerOps.Ticketing.Views;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Automation;

/// <param name="On">What must happen; or:</param>
/// <param name="After">A time after (or before) something: then it is a timer.</param>
/// <param name="All">The ticket meets all of this.</param>
/// <param name="Any">And one of these, where there are any.</param>
/// <param name="None">And none of these: <c>[{ "tags": ["answered"] }]</c>.</param>
/// <param name="Actions">The steps of macros, in their order.</param>
internal sealed record TriggerBody(
    [MinLength(1), MaxLength(TriggerSpec.MostActions)] MacroAction[] Actions, [MaxLength(12)] Happening[]? On = null, TimerAfter? After = null,
    TicketConditions? All = null, [MaxLength(TriggerSpec.MostAlternatives)] TicketConditions[]? Any = null, [MaxLength(TriggerSpec.MostAlternatives)] TicketConditions[]? None = null)
{
    public async Task<TriggerSpec> Read(TicketingDb db, FieldBook book, CancellationToken ct)
    {
        var spec = new TriggerSpec(On ?? [], All ?? new(), Any ?? [], None ?? [], Actions, After).Checked();
        foreach (var (conditions, at) in spec.Conditions) await conditions.CheckFields(db, book, $"{at}.fields", ct);
        if (After?.Field is { } day) RuleViolation.Unless((await book.For(db, ct)).Any(f => f.Key == day && f.Spec.Kind == FieldKind.Date), "field.unknown", $"There is no field {day} that holds a day.", "trigger.after.field");
        await CreateMacro.Names(spec.Actions, db, book, ct);
        return spec;
    }

    public static TriggerBody Of(TriggerSpec s) => new(s.Actions, s.On, s.After, s.All, s.Any, s.None);
}

/// <param name="Accept">Of a trigger that is active: findings of these kinds are known and taken.</param>
[Example("""{ "name": "Urgent repairs", "trigger": { "on": ["created", "changed"], "all": { "tags": ["repair"], "priorities": ["urgent"] }, "none": [{ "tags": ["seen-by-workshop"] }], "actions": [{ "step": "add-tags", "tags": ["seen-by-workshop"] }, { "step": "move-to-queue", "queue": "specialists" }] } }""")]
internal sealed record TriggerRequest([Text(100)] string Name, TriggerBody Trigger, [MaxLength(6)] FindingKind[]? Accept = null);

/// <param name="Position">Its place in the order, from 1.</param>
/// <param name="Revision">Which version of its words it is; firings name it.</param>
/// <param name="Active">It works. One that is new does not, until it is activated.</param>
internal sealed record TriggerView(Guid Id, string Name, int Position, int Revision, bool Active, TriggerBody Trigger, DateTimeOffset CreatedAt)
{
    public static TriggerView Of(Trigger t) => new(t.Id, t.Name, t.Position, t.Revision, t.Active, TriggerBody.Of(t.Spec), t.CreatedAt);
}

internal static class CreateTrigger
{
    public static async Task<Tagged<TriggerView>> Handle(TriggerRequest request, TicketingDb db, FieldBook fields, TriggerBook book, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var spec = await request.Trigger.Read(db, fields, ct);
        await using var transaction = await db.OneAtATime(ct);
        var places = await db.Set<Trigger>().Select(t => t.Position).ToListAsync(ct);
        RuleViolation.Unless(places.Count < Trigger.Most, "trigger.too-many", $"An organisation has at most {Trigger.Most} triggers.");
        var trigger = new Trigger(request.Name, spec, places.DefaultIfEmpty().Max() + 1, time.Now());
        db.Add(trigger);
        db.Add(new TriggerVersion(trigger, Author.Of(caller), time.Now()));
        await db.Stored(trigger, transaction, book, ct);
        return Tagged.Created($"/api/v1/triggers/{trigger.Id}", TriggerView.Of(trigger), trigger.Version);
    }
}

internal static class SetTrigger
{
    public static async Task<Tagged<TriggerView>> Handle(Guid id, TriggerRequest request, IfMatch ifMatch, TicketingDb db, FieldBook fields, TriggerBook book, Caller caller, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.OneAtATime(ct);
        var trigger = await db.TriggerToChange(id, ifMatch, ct);
        if (trigger.Set(request.Name, await request.Trigger.Read(db, fields, ct))) db.Add(new TriggerVersion(trigger, Author.Of(caller), time.Now()));
        if (trigger.Active) await db.MayStand(trigger, request.Accept, ct);
        db.ReviewTimers(trigger, time.Now());
        await db.Stored(trigger, transaction, book, ct);
        return Tagged.Ok(TriggerView.Of(trigger), trigger.Version);
    }
}

/// <param name="Position">From 1; beyond the end is the end.</param>
[Example("""{ "position": 1 }""")]
internal sealed record MoveTriggerRequest([Range(1, 1000)] int Position);

internal static class MoveTrigger
{
    public static async Task<Tagged<TriggerView>> Handle(Guid id, MoveTriggerRequest request, IfMatch ifMatch, TicketingDb db, TriggerBook book, CancellationToken ct)
    {
        await using var transaction = await db.OneAtATime(ct);
        var triggers = await db.Set<Trigger>().OrderBy(t => t.Position).ThenBy(t => t.Id).ToListAsync(ct);
        var trigger = triggers.Find(t => t.Id == id) ?? throw new NotFound("trigger");
        ifMatch.Check(trigger.Version);
        triggers.Place(trigger, request.Position);
        await db.Stored(trigger, transaction, book, ct);
        return Tagged.Ok(TriggerView.Of(trigger), trigger.Version);
    }
}

internal static class RemoveTrigger
{
    public static async Task<IResult> Handle(Guid id, IfMatch ifMatch, TicketingDb db, TriggerBook book, CancellationToken ct)
    {
        await using var transaction = await db.OneAtATime(ct);
        var trigger = await db.TriggerToChange(id, ifMatch, ct);
        db.Remove(trigger);
        await db.Stored(trigger, transaction, book, ct);
        return TypedResults.NoContent();
    }
}
