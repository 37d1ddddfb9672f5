using CustomerOps.Contracts.DataProtection;
using CustomerOps.Messaging.Inbox;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.DataProtection;

/// <summary>A service has erased its part; with the last one the certificate is written.</summary>
internal sealed class NotePart(TicketingDb db, Certificates certificates, TimeProvider time) : IEventHandler<PartErased>
{
    public async Task Handle(PartErased told, EventFacts facts, CancellationToken cancellationToken)
    {
        // Parts come at the same moment from several services.
        await db.Database.ExecuteSqlAsync($"select from erasures where tenant_id = {facts.TenantId} and id = {told.ErasureId} for update", cancellationToken);
        if (await db.Set<Erasure>().SingleOrDefaultAsync(e => e.Id == told.ErasureId, cancellationToken) is not { } erasure) return;
        if (!erasure.Note(new ErasedPart(told.Service, told.ErasedAt, new(told.Rows.ToDictionary(), StringComparer.Ordinal)))) return;
        var now = time.Now();
        await db.RememberSigner(certificates.Signer, now, cancellationToken);
        erasure.Certify(certificates.Sign(ErasureCertificate.Of(erasure, facts.TenantId, now)), now);
    }
}
