using CustomerOps.Contracts.Identity;
using CustomerOps.Messaging.Inbox;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Sla.Calendars;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Organisations;

/// <summary>Keeps the newest word on an organisation; an older one that arrives late changes nothing.</summary>
internal sealed class KnowOrganisation(TicketingDb db, SlaRulebook rulebook, TimeProvider time) : IEventHandler<OrganisationUpserted>
{
    public async Task Handle(OrganisationUpserted told, EventFacts facts, CancellationToken cancellationToken)
    {
        var organisation = await db.Organisations.SingleOrDefaultAsync(cancellationToken);
        if (organisation is null) db.Add(organisation = new Organisation { TenantId = facts.TenantId });
        else if (organisation.ToldAt >= facts.Time) return;
        (organisation.Name, organisation.TimeZone, organisation.Languages, organisation.ToldAt) = (told.Name, told.TimeZone, [.. told.Languages], facts.Time);
        await db.GiveHours(told.TimeZone, time.Now(), cancellationToken);
        rulebook.Forget(facts.TenantId);
    }
}
