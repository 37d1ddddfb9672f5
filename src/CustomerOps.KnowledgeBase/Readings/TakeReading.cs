using System.ComponentModel.DataAnnotations;
using CustomerOps.Contracts.KnowledgeBase;
using CustomerOps.KnowledgeBase.Articles;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.KnowledgeBase.Readings;

/// <param name="Reader">Who read; left out by a customer who is signed in.</param>
/// <param name="Version">Which version was shown; without: the one that is shown now.</param>
/// <param name="TicketId">What it was read for.</param>
/// <param name="ReadAt">At most thirty days ago; without: now.</param>
[Example("""{ "reader": { "email": "anna@example.com" }, "source": "help-centre" }""")]
internal sealed record TakeReadingRequest(Reader? Reader = null, [Range(1, int.MaxValue)] int? Version = null, ReadingSource Source = ReadingSource.HelpCentre, Guid? TicketId = null, DateTimeOffset? ReadAt = null);

/// <param name="ReadAt">When the reading began; the same person at the same article within half an hour goes on with it.</param>
internal sealed record ReadingReceipt(Guid Id, Guid ArticleId, int Version, DateTimeOffset ReadAt)
{
    public static ReadingReceipt Of(Reading r) => new(r.Id, r.ArticleId, r.Number, r.ReadAt);
}

internal static class TakeReading
{
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(10), Latest = TimeSpan.FromDays(30);

    public static async Task<Results<Created<ReadingReceipt>, Ok<ReadingReceipt>>> Handle(Guid id, TakeReadingRequest request, KnowledgeBaseDb db, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var (reader, now) = (Reader.Of(caller, request.Reader), time.GetUtcNow());
        var at = request.ReadAt?.ToUniversalTime() ?? now;
        RuleViolation.Unless(at <= now + ClocksDiffer && at >= now - Latest, "reading.when", "readAt lies within the last thirty days.", "readAt");
        var read = await db.VersionFor(id, request.Version, caller, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        foreach (var who in new[] { reader.CustomerId?.ToString(), reader.Email }.OfType<string>()) await db.Lock($"reading/{id}/{who}", ct);
        var (from, to) = (at - Reading.OneSitting, at + Reading.OneSitting);
        var before = await db.Readings.AsNoTracking().Where(r => r.ArticleId == id && r.ReadAt >= from && r.ReadAt <= to)
            .Where(r => (reader.CustomerId != null && r.CustomerId == reader.CustomerId) || (reader.Email != null && r.Email == reader.Email)).OrderBy(r => r.ReadAt).FirstOrDefaultAsync(ct);
        if (before is not null) return TypedResults.Ok(ReadingReceipt.Of(before));
        var reading = new Reading(read, reader, request.Source, request.TicketId, at);
        db.Add(reading);
        db.Publish(new ArticleRead(reading.Id, id, read.Number, read.Language, read.Title, reader.CustomerId, reader.Email, reading.TicketId, Kebab(reading.Source), at), id);
        await db.PlanForgettingReadings(time, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Created($"/api/v1/articles/{id}/readings", ReadingReceipt.Of(reading));
    }

    /// <summary>What customers can read. Of what is for staff, partners and customers learn nothing, also not that it is there.</summary>
    private static async Task<ArticleVersion> VersionFor(this KnowledgeBaseDb db, Guid id, int? asked, Caller caller, CancellationToken ct)
    {
        var shown = await db.Publications.AsNoTracking().Where(p => p.ArticleId == id).Select(p => new { p.Number, p.Audience }).SingleOrDefaultAsync(ct);
        if (shown is not { Audience: Audience.Public })
        {
            RuleViolation.Unless(!caller.Is(Roles.Staff) || !await db.Articles.AnyAsync(a => a.Id == id, ct), "reading.not-public", "Customers cannot read this article: it is not published for them.");
            throw new ServiceDefaults.Problems.NotFound("article");
        }

        var number = asked ?? shown.Number;
        return await db.Versions.AsNoTracking().SingleOrDefaultAsync(v => v.ArticleId == id && v.Number == number && v.Audience == Audience.Public, ct)
            ?? throw new RuleViolation("reading.no-such-version", "Customers were never shown this version.", "version");
    }

    internal static string Kebab(ReadingSource source) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(source.ToString());
}
