using CustomerOps.Contracts.KnowledgeBase.Grpc;
using CustomerOps.KnowledgeBase.Tests.Support;
using CustomerOps.ServiceDefaults;
using CustomerOps.ServiceDefaults.Access;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Configuration;

namespace CustomerOps.KnowledgeBase.Tests.Suggestions;

public sealed class ArticleSuggestionsTests(Desk desk)
{
    [Fact]
    public async Task A_customers_words_bring_the_article_also_one_for_staff_only()
    {
        using var author = desk.Stack.Client("nordlys", "senior");
        var article = await Desk.Published(author, Desk.Content("Broken wombat toys", "Refund wombat toys **at once**.", audience: "staff"));
        var reply = await Ask("nordlys", "My wombat toy broke!\n\nHello,\nthe toy is broken and I want my money back.\u0000 Regards", "en", 3);
        reply.Articles[0].ArticleId.ShouldBe(article.Id.ToString());
        reply.Articles[0].Snippet.ShouldContain("Refund wombat toys at once");
        (await Ask("nordlys", "wombat", "", 0)).Articles[0].ArticleId.ShouldBe(article.Id.ToString());
        (await Ask("aurora", "wombat toys", "en", 3)).Articles.Select(a => a.ArticleId).ShouldNotContain(article.Id.ToString());
        (await Ask("nordlys", " \u0001 ", "en", 3)).Articles.ShouldBeEmpty();
        (await Ask("nordlys", string.Concat(Enumerable.Repeat("wombat toys 🙂 ", 5000)), "en", 3)).Articles.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("en", 11, StatusCode.FailedPrecondition)]
    [InlineData("en", -1, StatusCode.FailedPrecondition)]
    [InlineData("none such", 3, StatusCode.FailedPrecondition)]
    public async Task Wrong_questions_are_refused(string language, int limit, StatusCode code) =>
        (await Should.ThrowAsync<RpcException>(() => Ask("nordlys", "wombat", language, limit))).StatusCode.ShouldBe(code);

    [Fact]
    public async Task Without_a_services_token_nobody_is_answered()
    {
        using var channel = GrpcChannel.ForAddress(desk.Stack.Grpc("knowledge-base"));
        var client = new Contracts.KnowledgeBase.Grpc.Articles.ArticlesClient(channel);
        (await Should.ThrowAsync<RpcException>(async () => await client.SuggestAsync(new SuggestRequest { Text = "x" }, deadline: DateTime.UtcNow.AddSeconds(10)))).StatusCode.ShouldBe(StatusCode.Unauthenticated);
    }

    private async Task<SuggestReply> Ask(string organisation, string text, string language, int limit)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Keys:Service", "service-key-of-the-tests")]).Build();
        var headers = new ServiceToken(configuration, new ServiceName("ticketing"), TimeProvider.System).Headers(desk.Stack.Organisation(organisation));
        using var channel = GrpcChannel.ForAddress(desk.Stack.Grpc("knowledge-base"));
        var client = new Contracts.KnowledgeBase.Grpc.Articles.ArticlesClient(channel);
        return await client.SuggestAsync(new SuggestRequest { Text = text, Language = language, Limit = limit }, headers, DateTime.UtcNow.AddSeconds(10));
    }
}
