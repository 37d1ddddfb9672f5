using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Fields;
using CustomerOps.Ticketing.Queueing;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Macros;

[Example("""{ "name": "Parcel is late", "actions": [{ "step": "set-priority", "priority": "high" }, { "step": "add-tags", "tags": ["delivery"] }, { "step": "reply", "text": "Dear {{customer.name}}, we ask the carrier and write again." }, { "step": "wait", "waiting": "on-hold", "text": "The carrier looks for it." }] }""")]
internal sealed record MacroRequest([Text(100)] string Name, [MinLength(1), MaxLength(20)] MacroAction[] Actions);

internal sealed record MacroView(Guid Id, string Name, IReadOnlyList<MacroAction> Actions, DateTimeOffset CreatedAt)
{
    public static MacroView Of(Macro m) => new(m.Id, m.Name, m.Actions, m.CreatedAt);
}

internal static class CreateMacro
{
    public static async Task<Tagged<MacroView>> Handle(MacroRequest request, TicketingDb db, FieldBook book, TimeProvider time, CancellationToken ct)
    {
        var macro = new Macro(request.Name, request.Actions, time.Now());
        RuleViolation.Unless(await db.Macros.CountAsync(ct) < Macro.Most, "macro.too-many", $"There are {Macro.Most} macros; take one away first.");
        await Names(macro.Actions, db, book, ct);
        db.Add(macro);
        await db.SaveChangesAsync(ct);
        return Tagged.Created($"/api/v1/macros/{macro.Id}", MacroView.Of(macro), macro.Version);
    }

    /// <summary>What the steps name must be there.</summary>
    internal static async Task Names(IReadOnlyList<MacroAction> actions, TicketingDb db, FieldBook book, CancellationToken ct)
    {
        for (var i = 0; i < actions.Count; i++)
        {
            var action = actions[i];
            if (action.Queue is { } queue) RuleViolation.Unless(await db.HasQueue(queue, ct), "ticket.queue-unknown", "There is no such queue; GET /queues lists them.", $"actions[{i}].queue");
            if (action.TemplateId is { } template) RuleViolation.Unless(await db.ReplyTemplates.AnyAsync(t => t.Id == template, ct), "macro.template-unknown", "There is no such template.", $"actions[{i}].templateId");
            if (action.PersonId is { } person) RuleViolation.Unless(await db.People.AnyAsync(p => p.Id == person && p.Active, ct), "ticket.person-unknown", "Nobody of that id works here.", $"actions[{i}].personId");
            if (action.Field is { } key) await db.FieldToSet(book, key, action.Value, $"actions[{i}]", ct);
        }
    }
}

internal static class ChangeMacro
{
    public static async Task<Tagged<MacroView>> Handle(Guid id, MacroRequest request, IfMatch ifMatch, TicketingDb db, FieldBook book, CancellationToken ct)
    {
        var macro = await db.Macros.SingleOrDefaultAsync(m => m.Id == id, ct) ?? throw new NotFound("macro");
        ifMatch.Check(macro.Version);
        macro.Set(request.Name, request.Actions);
        await CreateMacro.Names(macro.Actions, db, book, ct);
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(MacroView.Of(macro), macro.Version);
    }
}

internal static class DeleteMacro
{
    public static async Task<NoContent> Handle(Guid id, IfMatch ifMatch, TicketingDb db, CancellationToken ct)
    {
        var macro = await db.Macros.SingleOrDefaultAsync(m => m.Id == id, ct) ?? throw new NotFound("macro");
        ifMatch.Check(macro.Version);
        db.Remove(macro);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
