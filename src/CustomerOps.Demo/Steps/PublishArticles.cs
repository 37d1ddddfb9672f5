using CustomerOps.Demo.Gateway;

namespace CustomerOps.Demo.Steps;

/// <param name="Key">The same in every run.</param>
/// <param name="Place">What it is called when it cannot be loaded.</param>
internal sealed record Draft(string Key, string Place, string Title, string Body, string Language, string Audience, string Type, IReadOnlyList<string> Tags);

/// <summary>Articles, written and published.</summary>
internal static class PublishArticles
{
    public static Task Run(Work work, IReadOnlyCollection<Draft> drafts) =>
        work.Run.Each($"{work.Organisation.Slug}: articles", drafts, d => d.Place, draft => One(work, work.Organisation.As("senior"), draft));

    private static async Task One(Work work, GatewayClient author, Draft draft)
    {
        var id = await work.Post(draft.Key, author, "/api/v1/articles", new
        {
            title = draft.Title, body = draft.Body, language = draft.Language, audience = draft.Audience, type = draft.Type, tags = draft.Tags,
        });
        await work.Put($"{draft.Key}/published", author, $"/api/v1/articles/{id}/publication", new { });
    }
}
