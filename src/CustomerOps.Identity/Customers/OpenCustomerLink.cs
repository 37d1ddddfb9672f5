using System.ComponentModel.DataAnnotations;
using CustomerOps.Identity.Auditing;
using CustomerOps.Identity.Links;
using CustomerOps.Identity.Sessions;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Identity.Customers;

/// <summary>The mailed token proves who reads that mailbox: a session with the role customer, in the one organisation that sent it.</summary>
/// <param name="Token">The last part of the mailed link.</param>
[Example("""{ "token": "w3hQ0mEoXb4yZr1sT8uVkCnJdLfAgPiU7x2WqK5oN9c" }""")]
internal sealed record OpenCustomerLink([StringLength(43, MinimumLength = 43)] string Token)
{
    public static async Task<SessionView> Handle(
        OpenCustomerLink request, Device device, HttpResponse response, IdentityDb db, OneTimeLinks links, AccessLog log, SessionSettings settings, TimeProvider time, CancellationToken stop)
    {
        var link = await links.Find(LinkPurpose.Customer, request.Token, stop);
        var (session, secret) = Session.BeginCustomer(link.Email, link.TenantId, device, settings, time.GetUtcNow());
        var caller = session.Customer()!;
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await links.Use(link, stop);
        db.Add(session);
        log.Note(link.TenantId, "customer-sign-in", caller.SubjectId, device, caller.SubjectId);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        var own = await db.Organisations.IgnoreQueryFilters().IgnoreAutoIncludes().Where(o => o.Id == link.TenantId).Select(o => new OrganisationChoice(o.Id, o.Slug, o.Name)).SingleAsync(stop);
        HandOver.Give(response, session, secret);
        return SessionView.Of(caller, own);
    }
}
