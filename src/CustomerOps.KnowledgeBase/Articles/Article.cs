using CustomerOps.Contracts.KnowledgeBase;
using CustomerOps.Messaging;

namespace CustomerOps.KnowledgeBase.Articles;

/// <summary>A piece of knowledge: the working copy its authors edit, and which of its versions readers see.</summary>
internal sealed class Article : Aggregate
{
    public string Title { get; private set; } = "";
    public string Body { get; private set; } = "";
    public string Language { get; private set; } = "";
    public Audience Audience { get; private set; }
    public ArticleType Type { get; private set; }
    public IReadOnlyList<string> Tags { get; private set; } = [];
    public ArticleState State { get; private set; }

    /// <summary>The number of the newest version; 0 before the first publication.</summary>
    public int LastVersion { get; private set; }

    /// <summary>The working copy differs from the newest version.</summary>
    public bool Changed { get; private set; } = true;

    public DateTimeOffset CreatedAt { get; private init; }
    public Guid CreatedBy { get; private init; }
    public DateTimeOffset ChangedAt { get; private set; }
    public Guid ChangedBy { get; private set; }
    public DateTimeOffset? PublishedAt { get; private set; }

    public static Article Draft(ArticleContent content, Guid by, DateTimeOffset now)
    {
        var article = new Article { CreatedAt = now, CreatedBy = by };
        article.Take(content, by, now);
        return article;
    }

    /// <summary>Replaces the working copy; what readers see stays until it is published again.</summary>
    public void Edit(ArticleContent content, Guid by, DateTimeOffset now)
    {
        var before = (Title, Body, Language, Audience, Type, string.Join('\n', Tags));
        Take(content, by, now);
        Changed |= before != (Title, Body, Language, Audience, Type, string.Join('\n', Tags));
    }

    /// <summary>Makes the working copy the version readers see; null when they see it already.</summary>
    public ArticleVersion? Publish(Guid by, DateTimeOffset now)
    {
        if (State == ArticleState.Published && !Changed) return null;
        (State, Changed, PublishedAt) = (ArticleState.Published, false, now);
        LastVersion++;
        Raise(new ArticlePublished(Id, LastVersion, Language, Title, by, now));
        return ArticleVersion.Of(this, by, now);
    }

    /// <summary>Takes what readers see from them; nothing happens when they see nothing.</summary>
    public void Withdraw(Publication seen, Guid by, DateTimeOffset now)
    {
        if (State != ArticleState.Published) return;
        State = ArticleState.Withdrawn;
        Raise(new ArticleWithdrawn(Id, seen.Language, by, now));
    }

    private void Take(ArticleContent content, Guid by, DateTimeOffset now)
    {
        Title = Text.OneLine(content.Title, "title");
        Body = Text.ManyLines(content.Body, "body");
        Language = Languages.Checked(content.Language, "language");
        (Audience, Type, ChangedAt, ChangedBy) = (content.Audience, content.Type, now, by);
        Tags = [.. (content.Tags ?? []).Select(t => Text.Tag(t ?? "", "tags")).Distinct().Order(StringComparer.Ordinal)];
        ArticleHtml.Render(Body); // what cannot be shown is refused now, not when it is read
    }
}
