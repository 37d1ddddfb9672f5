using System.ComponentModel.DataAnnotations;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Automation;
using CustomerOps.Ticketing.Macros;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Templates;

/// <param name="Texts">One per language; which one is used is chosen by the ticket's language, then by the organisation's in their order, else the first.</param>
[Example("""{ "name": "On its way", "texts": [{ "language": "en", "body": "Dear {{customer.name}}, order {{order.number|of yours}} has left our store. {{agent.name}}" }, { "language": "da", "body": "Kære {{customer.name}}, pakken er på vej." }] }""")]
internal sealed record TemplateRequest([Text(100)] string Name, [MinLength(1), MaxLength(20)] TemplateText[] Texts);

internal sealed record TemplateView(Guid Id, string Name, IReadOnlyList<TemplateText> Texts, DateTimeOffset CreatedAt)
{
    public static TemplateView Of(ReplyTemplate t) => new(t.Id, t.Name, t.Texts, t.CreatedAt);
}

internal static class CreateTemplate
{
    public static async Task<Tagged<TemplateView>> Handle(TemplateRequest request, TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        var template = new ReplyTemplate(request.Name, request.Texts, time.Now());
        db.Add(template);
        await db.SaveChangesAsync(ct);
        return Tagged.Created($"/api/v1/reply-templates/{template.Id}", TemplateView.Of(template), template.Version);
    }
}

internal static class ChangeTemplate
{
    public static async Task<Tagged<TemplateView>> Handle(Guid id, TemplateRequest request, IfMatch ifMatch, TicketingDb db, CancellationToken ct)
    {
        var template = await db.ReplyTemplates.SingleOrDefaultAsync(t => t.Id == id, ct) ?? throw new NotFound("template");
        ifMatch.Check(template.Version);
        template.Set(request.Name, request.Texts);
        await db.SaveChangesAsync(ct);
        return Tagged.Ok(TemplateView.Of(template), template.Version);
    }
}

internal static class DeleteTemplate
{
    public static async Task<NoContent> Handle(Guid id, IfMatch ifMatch, TicketingDb db, CancellationToken ct)
    {
        var template = await db.ReplyTemplates.SingleOrDefaultAsync(t => t.Id == id, ct) ?? throw new NotFound("template");
        ifMatch.Check(template.Version);
        var macro = (await db.Macros.AsNoTracking().OrderBy(m => m.Id).Take(Macro.Most).ToListAsync(ct)).Find(m => m.Actions.Exists(a => a.TemplateId == id));
        RuleViolation.Unless(macro is null, "template.in-use", $"The macro “{macro?.Name}” answers with it.");
        var trigger = (await db.Set<Trigger>().AsNoTracking().OrderBy(t => t.Id).Take(Trigger.Most).ToListAsync(ct)).Find(t => t.Spec.Actions.Any(a => a.TemplateId == id));
        RuleViolation.Unless(trigger is null, "template.in-use", $"The trigger “{trigger?.Name}” answers with it.");
        db.Remove(template);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
