using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Templates;

internal static class TemplateEndpoints
{
    public static RouteGroupBuilder MapTemplates(this RouteGroupBuilder api)
    {
        var templates = api.MapGroup("/reply-templates").For(Roles.Readers).WithTags("Templates and macros");
        templates.MapGet("/", ListTemplates.Handle).WithSummary("Answers that are given again and again");
        templates.MapPost("/", CreateTemplate.Handle).For(Roles.Leads).WithSummary("A new template; unknown variables are refused");
        templates.MapGet("/{id:guid}", GetTemplate.Handle).WithSummary("One template in all its languages");
        templates.MapPut("/{id:guid}", ChangeTemplate.Handle).For(Roles.Leads).WithSummary("Change a template");
        templates.MapDelete("/{id:guid}", DeleteTemplate.Handle).For(Roles.Leads).WithSummary("Take a template away that no macro uses");
        api.MapGroup("/tickets").For(Roles.Staff).WithTags("Templates and macros")
            .MapGet("/{id:guid}/filled-templates/{templateId:guid}", FillTemplate.Handle).WithSummary("What the template says on this ticket, in its language");
        return api;
    }
}
