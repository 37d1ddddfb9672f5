using CustomerOps.Messaging.Due;
using CustomerOps.Ticketing.Sla.Policies;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CustomerOps.Ticketing.Sla.Clocks;

/// <summary>
/// Sets the terms of running clocks anew, a thousand tickets in three statements. Who changed meanwhile is left alone: that save has seen the rules in
/// force, or the second review does. Where an alarm is due by now it is told, with its ticket loaded.
/// </summary>
internal sealed class ReviewRunning(TicketingDb db, SlaRulebook rulebook, TimeProvider time) : IDueHandler<ReviewSomeClocks>
{
    private readonly List<Guid> _ids = [], _policies = [], _calendars = [];
    private readonly List<int> _versions = [];
    private readonly List<short> _priorities = [];
    private readonly List<string> _books = [];
    private readonly List<DateTime> _at = [];
    private readonly List<DateTime?> _due = [], _looks = [];

    public async Task Handle(ReviewSomeClocks message, CancellationToken cancellationToken)
    {
        var rules = await rulebook.For(db, cancellationToken);
        var now = time.Now();
        var running = await db.TicketClocks.AsNoTracking().Where(c => c.Live && c.Book != null && c.Id >= message.From && c.Id <= message.To)
            .Join(db.Tickets.IgnoreAutoIncludes(), c => c.Id, t => t.Id, (c, t) => new { Clocks = c, Traits = new TicketTraits(t.Priority, t.Tier, t.Channel, t.Origin, t.Language, t.Queue, t.Branch, t.Tags) })
            .ToListAsync(cancellationToken);
        List<Guid> alarmed = [];
        foreach (var ticket in running)
        {
            var (book, terms) = (ticket.Clocks.Book!, rules.TermsFor(ticket.Traits));
            if (terms.Reference == book.Terms) continue;
            if (Changed(book, await rulebook.TermsOf(db, book.Terms, cancellationToken), terms, now) is { } after) Note(ticket.Clocks, after, terms);
            else alarmed.Add(ticket.Clocks.Id);
        }

        if (_ids.Count > 0) await Write(cancellationToken);
        foreach (var ticket in await db.Tickets.Where(t => alarmed.Contains(t.Id)).ToListAsync(cancellationToken))
            await db.KeepTime(ticket, rules, rulebook, now, cancellationToken);
    }

    /// <summary>Null when an alarm is due.</summary>
    private static ClockBook? Changed(ClockBook book, Terms before, Terms after, DateTimeOffset now)
    {
        List<Crossing> crossed = [];
        var at = Instant.Max(book.AsOf, Instant.FromDateTimeOffset(now));
        var changed = book.Advance(at, before, crossed).Take(new ClockFact(at, FactKind.TermsSet, Terms: after.Reference)).Advance(at, after, crossed);
        return crossed.Count == 0 ? changed : null;
    }

    private void Note(TicketClocks clocks, ClockBook book, Terms terms)
    {
        var next = book.NextLook(terms)?.ToDateTimeOffset();
        // An earlier look that is planned already plans the next one itself.
        if (next is { } at && !(clocks.NextLookAt <= at)) db.Schedule(new CheckClocks(clocks.Id, at), at);
        else next = clocks.NextLookAt;
        _ids.Add(clocks.Id);
        _versions.Add(clocks.Version);
        _books.Add(StoredBook.Write(book));
        _policies.Add(terms.Reference.PolicyVersionId);
        _calendars.Add(terms.Reference.CalendarVersionId);
        _priorities.Add((short)terms.Reference.Priority);
        _at.Add(book.AsOf.ToDateTimeUtc());
        _due.Add(book.NextDue(terms)?.ToDateTimeUtc());
        _looks.Add(next?.UtcDateTime);
    }

    private Task<int> Write(CancellationToken cancellationToken) => db.Database.ExecuteSqlAsync($"""
        with told as (
            select * from unnest({_ids.ToArray()}, {_versions.ToArray()}, {_books.ToArray()}, {_due.ToArray()}, {_looks.ToArray()}, {_at.ToArray()}, {_policies.ToArray()}, {_calendars.ToArray()}, {_priorities.ToArray()})
                as t (id, version, book, due, look, at, policy, calendar, priority)),
        written as (
            update ticket_clocks c set book = t.book::jsonb, facts = c.facts + 1, version = c.version + 1, due_at = t.due, next_look_at = t.look
            from told t where c.tenant_id = {db.Tenant.Required} and c.id = t.id and c.version = t.version
            returning c.id, c.facts)
        insert into clock_facts (tenant_id, ticket_id, seq, at, kind, policy_version_id, calendar_version_id, priority)
        select {db.Tenant.Required}, w.id, w.facts, t.at, 'terms-set', t.policy, t.calendar, t.priority from written w join told t on t.id = w.id
        """, cancellationToken);
}
