using CustomerOps.Ticketing.CustomerMerging;
using CustomerOps.Ticketing.Customers;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Consents;

internal static class ConsentBook
{
    /// <summary>A person speaks for all their records. What is known already is not written again; what was said before a newer word is kept and changes nothing. The caller saves.</summary>
    public static async Task Say(this TicketingDb db, OnePerson person, Statement said, CancellationToken ct)
    {
        foreach (var record in person.Records)
        {
            var newest = await db.Set<Consent>().AsNoTracking().Where(c => c.CustomerId == record.Id && c.Purpose == said.Purpose && c.Channel == said.Channel)
                .OrderByDescending(c => c.SaidAt).ThenByDescending(c => c.Id).FirstOrDefaultAsync(ct);
            if (newest?.Says(said) == true) continue;
            db.Add(new Consent(record.Id, said));
            if (newest?.SaidAt > said.At) continue;
            record.Say(said);
            person.First.Regroup();
        }
    }

    /// <summary>May the customer be written to or called for that? Who said no by one of their records said no.</summary>
    /// <param name="unsaid">What holds where nothing was said.</param>
    public static async Task<bool> Allows(this TicketingDb db, Guid customerId, ConsentPurpose purpose, ConsentChannel channel, bool unsaid, CancellationToken ct)
    {
        var records = db.RecordsOf(customerId);
        var said = await db.InForce().Where(c => records.Contains(c.CustomerId) && c.Purpose == purpose && c.Channel == channel).Select(c => c.Given).ToListAsync(ct);
        return said.Count == 0 ? unsaid : said.TrueForAll(given => given);
    }

    /// <summary>The newest word on each record for each purpose and channel.</summary>
    public static IQueryable<Consent> InForce(this TicketingDb db) => db.Set<Consent>().AsNoTracking().Where(c => !db.Set<Consent>().Any(
        n => n.CustomerId == c.CustomerId && n.Purpose == c.Purpose && n.Channel == c.Channel && (n.SaidAt > c.SaidAt || (n.SaidAt == c.SaidAt && n.Id > c.Id))));
}
