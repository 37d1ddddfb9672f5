using CustomerOps.Contracts.DataProtection;
using CustomerOps.Messaging.Due;
using CustomerOps.Messaging.PersonalData;
using CustomerOps.Ticketing.Customers;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.DataProtection;

/// <summary>Tells every service, this one too, to erase the person. While something of theirs is open it waits another day.</summary>
internal sealed class BeginErasure(TicketingDb db, TimeProvider time) : IDueHandler<BeginErasureDue>
{
    public async Task Handle(BeginErasureDue message, CancellationToken cancellationToken)
    {
        if (await db.Set<Erasure>().SingleOrDefaultAsync(e => e.Id == message.ErasureId, cancellationToken) is not { State: ErasureState.Waiting } erasure || erasure.BeginsAt > time.Now()) return;
        var (now, records) = (time.Now(), erasure.Records);
        await db.Database.ExecuteSqlAsync($"select from customers where tenant_id = {db.Tenant.Required} and id = any({records}) order by id for update", cancellationToken);
        var held = await db.WhatIsOpen(records, cancellationToken);
        if (!(await db.ReadRecordsOf(erasure.CustomerId, cancellationToken)).Order().SequenceEqual(records.Order())) held.Add("records-changed");
        if (held.Count > 0)
        {
            erasure.Hold(held, now.AddDays(1));
            db.Schedule(new BeginErasureDue(erasure.Id), erasure.BeginsAt);
            return;
        }

        var words = await TellingWords.Of(db, records, cancellationToken);
        var person = await new PersonSought(records, [], words.Addresses).WithCases(db, TicketingPersonalData.Catalogue, cancellationToken);
        erasure.Begin(now);
        db.Publish(new ErasureOrdered(erasure.Id, person.Customers, person.Cases, person.Addresses, words.Pattern ?? "(?!)", now), erasure.Id);
    }
}
