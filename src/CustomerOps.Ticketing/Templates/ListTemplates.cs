using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Templates;

internal static class ListTemplates
{
    public static Task<Page<TemplateView>> Handle(int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct) =>
        db.ReplyTemplates.AsNoTracking().OldestFirst(limit, after, t => t.Id, TemplateView.Of, ct);
}

internal static class GetTemplate
{
    public static async Task<Tagged<TemplateView>> Handle(Guid id, TicketingDb db, CancellationToken ct)
    {
        var template = await db.ReplyTemplates.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct) ?? throw new NotFound("template");
        return Tagged.Ok(TemplateView.Of(template), template.Version);
    }
}

/// <param name="Language">Of the text that was chosen.</param>
internal sealed record FilledTemplate(string Language, string Body);

internal static class FillTemplate
{
    public static async Task<FilledTemplate> Handle(Guid id, Guid templateId, TicketingDb db, Caller caller, CancellationToken ct)
    {
        var ticket = await db.TicketToChange(id, ct);
        var template = await db.ReplyTemplates.AsNoTracking().SingleOrDefaultAsync(t => t.Id == templateId, ct) ?? throw new NotFound("template");
        var (language, body) = await db.Fill(template, ticket, await db.Facts(ticket, caller.Name, ct), ct);
        return new FilledTemplate(language, body);
    }
}
