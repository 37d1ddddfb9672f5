using CustomerOps.Contracts.KnowledgeBase;
using CustomerOps.Messaging;
using CustomerOps.Messaging.Due;
using CustomerOps.Messaging.Inbox;
using CustomerOps.Ticketing.Customers;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Readings;

/// <summary>Look again for whoever read it.</summary>
[Due("place-reading")]
internal sealed record PlaceReading(Guid ReadingId);

/// <summary>What customers read in the knowledge base stands on their timeline. It tells public articles alone, so that there is nothing here to hide.</summary>
internal sealed class NoteReading(TicketingDb db, ReadingPlaces places) : IEventHandler<ArticleRead>
{
    public async Task Handle(ArticleRead told, EventFacts facts, CancellationToken cancellationToken)
    {
        if (await db.Set<EarlyReading>().AnyAsync(r => r.Id == told.ReadingId, cancellationToken)) return;
        var reading = EarlyReading.Of(told);
        if (!await places.Place(reading, cancellationToken) && places.Plan(reading)) db.Add(reading);
    }
}

internal sealed class LookForReader(TicketingDb db, ReadingPlaces places) : IDueHandler<PlaceReading>
{
    public async Task Handle(PlaceReading message, CancellationToken cancellationToken)
    {
        // Whoever was erased meanwhile took it along.
        if (await db.Set<EarlyReading>().SingleOrDefaultAsync(r => r.Id == message.ReadingId, cancellationToken) is not { } reading) return;
        if (await places.Place(reading, cancellationToken) || !places.Plan(reading)) db.Remove(reading);
    }
}

internal sealed class ReadingPlaces(TicketingDb db, TimeProvider time)
{
    private const string Kind = "article-read";
    private static readonly TimeSpan OneSitting = TimeSpan.FromMinutes(30);

    /// <returns>False while there is no such customer.</returns>
    public async Task<bool> Place(EarlyReading reading, CancellationToken ct)
    {
        if (await db.FindCustomer(reading.CustomerId, reading.Email, ct) is not { } customer) return false;
        if (customer.ErasedAt is not null) return true;
        // Told once by a record and once by an address, it is one reading all the same.
        var first = customer.MergedIntoId ?? customer.Id;
        await db.Lock($"reading/{reading.ArticleId}/{first}", ct);
        var (records, from, to) = (await db.ReadRecordsOf(first, ct), reading.ReadAt - OneSitting, reading.ReadAt + OneSitting);
        if (!await db.Timeline.AnyAsync(e => records.Contains(e.CustomerId) && e.Kind == Kind && e.SubjectId == reading.ArticleId && e.At >= from && e.At <= to, ct))
            db.Add(new TimelineEntry(customer.Id, Kind, reading.ArticleId, $"Read “{reading.Title}”", reading.ReadAt));
        return true;
    }

    /// <returns>False when it was looked often enough.</returns>
    public bool Plan(EarlyReading reading)
    {
        if (reading.LookAgain() is not { } wait) return false;
        db.Schedule(new PlaceReading(reading.Id), time.Now() + wait);
        return true;
    }
}

internal static class ReadingSetUp
{
    public static IServiceCollection AddReadings(this IServiceCollection services) => services.AddScoped<ReadingPlaces>();

    public static Subscriptions<TicketingDb> ToReadings(this Subscriptions<TicketingDb> listen) => listen.On<ArticleRead, NoteReading>().When<PlaceReading, LookForReader>();
}
