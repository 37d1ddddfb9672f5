using CustomerOps.KnowledgeBase.Articles;
using CustomerOps.ServiceDefaults.Data;

namespace CustomerOps.KnowledgeBase.Readings;

/// <summary>Where an article was read.</summary>
internal enum ReadingSource
{
    HelpCentre,
    Search,
    Mail,
    Chat,

    /// <summary>Read to the customer.</summary>
    Phone,
    Store,
    App,
}

/// <summary>That a customer read a public article, once; never changed.</summary>
internal sealed class Reading : ITenantOwned
{
    /// <summary>Whoever opens the same article again within this time, whichever way the clock was told, goes on reading.</summary>
    public static readonly TimeSpan OneSitting = TimeSpan.FromMinutes(30);

    private Reading() { }

    public Reading(ArticleVersion read, Reader reader, ReadingSource source, Guid? ticketId, DateTimeOffset at) =>
        (ArticleId, Number, CustomerId, Email, Source, TicketId, ReadAt) = (read.ArticleId, read.Number, reader.CustomerId, reader.Email, source, ticketId, at);

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public Guid TenantId { get; set; }
    public Guid ArticleId { get; private init; }

    /// <summary>The version that was read.</summary>
    public int Number { get; private init; }

    /// <summary>Ticketing's record of the customer, where whoever told of it knew that.</summary>
    public Guid? CustomerId { get; private init; }

    /// <summary>In lower case.</summary>
    public string? Email { get; private init; }

    /// <summary>What it was read for.</summary>
    public Guid? TicketId { get; private init; }
    public ReadingSource Source { get; private init; }
    public DateTimeOffset ReadAt { get; private init; }
}
