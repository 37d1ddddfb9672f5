using CustomerOps.Contracts.Identity;
using CustomerOps.Messaging.Inbox;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Staffing.Branches;

/// <summary>Keeps the time zones of an organisation and its branches as Identity tells them.</summary>
internal sealed class KeepOrganisation(StaffingDb db) : IEventHandler<OrganisationUpserted>
{
    public async Task Handle(OrganisationUpserted told, EventFacts facts, CancellationToken cancellationToken)
    {
        var known = await db.Organisations.SingleOrDefaultAsync(o => o.Id == told.OrganisationId, cancellationToken);
        if (known is not null && known.ToldAt >= facts.Time) return;
        if (known is null) db.Organisations.Add(known = new Organisation { Id = told.OrganisationId });
        known.TimeZone = told.TimeZone;
        known.ToldAt = facts.Time.ToUniversalTime();

        var branches = await db.Branches.ToDictionaryAsync(b => b.Code, cancellationToken);
        foreach (var record in told.Branches)
        {
            if (!branches.Remove(record.Code, out var branch)) db.Branches.Add(branch = new Branch { Code = record.Code });
            (branch.Name, branch.TimeZone) = (record.Name, record.TimeZone);
        }
        db.Branches.RemoveRange(branches.Values);
    }
}
