using CustomerOps.Messaging.Due;
using CustomerOps.Messaging.PersonalData;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.DataProtection.Retention;

/// <summary>Every night, and as long as there is more: files, then what was said, then people, so many at a time that nobody else waits.</summary>
internal sealed class ForgetWhatIsOld(TicketingDb db, Eraser eraser, TimeProvider time, ILogger<ForgetWhatIsOld> log) : IDueHandler<ForgetWhatIsOldDue>
{
    private const int FilesAtOnce = 200, TicketsAtOnce = 200, PeopleAtOnce = 20;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5), Daily = TimeSpan.FromDays(1);

    public async Task Handle(ForgetWhatIsOldDue message, CancellationToken cancellationToken)
    {
        if (await db.Set<RetentionPolicy>().AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { } policy || policy.Version != message.PolicyVersion || !policy.ForgetsAnything) return;
        var old = new OldThings(db, time);
        var files = policy.AttachmentsMonths is { } a ? await Files(await old.Attachments(a, FilesAtOnce, cancellationToken), cancellationToken) : 0;
        var tickets = policy.ConversationsMonths is { } c ? await Conversations(await old.Conversations(c, TicketsAtOnce, cancellationToken), old.Before(c), cancellationToken) : 0;
        var people = policy.CustomersMonths is { } p ? await People(await old.Customers(p, PeopleAtOnce, cancellationToken), cancellationToken) : 0;
        var more = files == FilesAtOnce || tickets == TicketsAtOnce || people == PeopleAtOnce;
        db.Schedule(message, time.GetUtcNow() + (more ? Soon : Daily));
        if (files + tickets + people > 0) log.LogInformation("{Files} files and what was said on {Tickets} tickets were forgotten, {People} people are being erased", files, tickets, people);
    }

    private async Task<int> Files(List<Guid> ids, CancellationToken ct)
    {
        if (ids.Count == 0) return 0;
        await db.Database.ExecuteSqlAsync($"""
            update messages set attachments = 0 where tenant_id = current_tenant() and id in (select message_id from attachments where tenant_id = current_tenant() and id = any({ids}));
            delete from attachments where tenant_id = current_tenant() and id = any({ids})
            """, ct);
        return ids.Count;
    }

    private async Task<int> Conversations(List<Guid> tickets, DateTimeOffset before, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"delete from mails where tenant_id = current_tenant() and ticket_id is null and at < {before} and (body is not null or correspondent is not null)", ct);
        if (tickets.Count == 0) return 0;
        await eraser.Erase(new PersonSought([], tickets, []), null, time.Now(), ct);
        await db.Database.ExecuteSqlAsync($"update tickets set blanked_at = now() where tenant_id = current_tenant() and id = any({tickets})", ct);
        return tickets.Count;
    }

    private async Task<int> People(List<Guid> customers, CancellationToken ct)
    {
        var now = time.Now();
        foreach (var id in customers)
        {
            var erasure = new Erasure(id, await db.ReadRecordsOf(id, ct), ErasureBasis.Retention, Author.System, now, now);
            db.Add(erasure);
            db.Schedule(new BeginErasureDue(erasure.Id), now);
        }

        return customers.Count;
    }
}
