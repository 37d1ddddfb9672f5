using CustomerOps.KnowledgeBase.Articles;
using CustomerOps.KnowledgeBase.Search;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.Testing.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CustomerOps.KnowledgeBase.Tests.Support;

/// <summary>The service's database and index on a real PostgreSQL, without its doors: for what is about ranking and rows.</summary>
public sealed class Library : IAsyncLifetime
{
    private WebApplication? _app;

    internal string OwnerConnection { get; private set; } = "";

    internal string AppConnection => Database.AppConnection(_app!.Configuration, "knowledge-base-db");

    public async ValueTask InitializeAsync()
    {
        OwnerConnection = (await TestServers.Get()).Postgres($"kb-{Guid.NewGuid():n}");
        await Migrator.Run(OwnerConnection, typeof(ServiceMigration).Assembly, typeof(KnowledgeBaseDb).Assembly);
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:knowledge-base-db", OwnerConnection)]);
        builder.AddServiceDefaults("knowledge-base");
        builder.Services.AddScoped(_ => new TenantScope());
        builder.AddMessaging<KnowledgeBaseDb>("knowledge-base");
        _app = builder.Build();
    }

    internal async Task<T> In<T>(Guid tenant, Func<KnowledgeBaseDb, Task<T>> work)
    {
        await using var scope = _app!.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenant);
        return await work(scope.ServiceProvider.GetRequiredService<KnowledgeBaseDb>());
    }

    internal Task<Guid> Publish(Guid tenant, string title, string body, string language, Audience audience = Audience.Public) => In(tenant, async db =>
    {
        var article = Article.Draft(new ArticleContent(title, body, language, audience), Guid.Empty, DateTimeOffset.UtcNow);
        db.Add(article);
        await PublishArticle.Show(db, article.Publish(Guid.Empty, DateTimeOffset.UtcNow)!, default);
        return article.Id;
    });

    internal Task<List<Guid>> Find(Guid tenant, string text, string? language = null, int limit = 10, params Audience[] audiences) => In(tenant, async db =>
        (await Ranking.Rank(db, text, language, await Spelling.Correct(db, text, language, default), audiences is [] ? [Audience.Public, Audience.Staff] : audiences, limit, default)).ConvertAll(r => r.article_id));

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        await using var server = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(OwnerConnection) { Database = "postgres", Pooling = false }.ConnectionString);
        await server.OpenAsync();
        await using var drop = new NpgsqlCommand($"drop database \"{new NpgsqlConnectionStringBuilder(OwnerConnection).Database}\" with (force)", server);
        await drop.ExecuteNonQueryAsync();
    }
}
