using CustomerOps.ServiceDefaults.Access;

namespace CustomerOps.Ticketing.Mentions;

internal static class MentionEndpoints
{
    public static RouteGroupBuilder MapMentions(this RouteGroupBuilder api)
    {
        var mentions = api.MapGroup("/mentions").For(Roles.Staff).WithTags("Mentions");
        mentions.MapGet("/", ListMentions.Handle).WithSummary("Where you were named in internal notes, newest first");
        mentions.MapPut("/{id:guid}/seen", SeeMention.Handle).WithSummary("You have seen it");
        return api;
    }
}
