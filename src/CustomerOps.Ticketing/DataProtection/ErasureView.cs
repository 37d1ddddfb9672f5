using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace CustomerOps.Ticketing.DataProtection;

/// <param name="Records">The customer records that stand for the person.</param>
/// <param name="HeldBecause">What was open when it should have begun: open-tickets, open-orders, open-returns, open-complaints, open-promises, recurring-tickets, planned-replies, untold-incidents (a day at most); records-changed: order it anew.</param>
/// <param name="Parts">The services that have erased theirs, and how many rows of which table.</param>
internal sealed record ErasureView(
    Guid Id, Guid CustomerId, IReadOnlyList<Guid> Records, ErasureBasis Basis, ErasureState State, Guid? OrderedBy, string OrderedByName, DateTimeOffset OrderedAt, DateTimeOffset BeginsAt, IReadOnlyList<string> HeldBecause,
    DateTimeOffset? BegunAt, IReadOnlyList<ErasedPart> Parts, DateTimeOffset? CertifiedAt)
{
    public static ErasureView Of(Erasure e) =>
        new(e.Id, e.CustomerId, e.Records, e.Basis, e.State, e.OrderedBy, e.OrderedByName, e.OrderedAt, e.BeginsAt, e.HeldBecause, e.BegunAt, e.Parts, e.CertifiedAt);
}

/// <param name="Jws">The certificate signed, RFC 7515 in compact form: it can be checked with a signer of <c>/erasures/signers</c>.</param>
internal sealed record CertificateView(string Jws, ErasureView Erasure);

/// <summary>The public half of the key certificates are signed with, RFC 7517.</summary>
internal sealed record SignerView(string Kty, string Crv, string X, string Y, string Kid, string Alg);

internal static class ReadErasures
{
    public static Task<Page<ErasureView>> All([Word<ErasureState>] string? state, int? limit, [Text(500)] string? after, TicketingDb db, CancellationToken ct)
    {
        var erasures = db.Set<Erasure>().AsNoTracking();
        if (Kebab<ErasureState>.Read(state) is { } asked) erasures = erasures.Where(e => e.State == asked);
        return erasures.NewestFirst(limit, after, e => e.Id, ErasureView.Of, ct);
    }

    public static async Task<Tagged<ErasureView>> One(Guid id, TicketingDb db, CancellationToken ct) =>
        await db.Set<Erasure>().AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, ct) is { } erasure ? Tagged.Ok(ErasureView.Of(erasure), erasure.Version) : throw new NotFound("erasure");

    public static async Task<ErasureView> OfCustomer(Guid id, TicketingDb db, CancellationToken ct) => ErasureView.Of(await db.NewestOf(id, ct) ?? throw new NotFound("erasure"));

    public static async Task<CertificateView> Certificate(Guid id, TicketingDb db, CancellationToken ct)
    {
        var erasure = await db.Set<Erasure>().AsNoTracking().SingleOrDefaultAsync(e => e.Id == id && e.Certificate != null, ct) ?? throw new NotFound("certificate");
        return new(erasure.Certificate!, ErasureView.Of(erasure));
    }

    /// <summary>The key that signs now, and those that did.</summary>
    public static async Task<IReadOnlyList<SignerView>> Signers(TicketingDb db, Certificates certificates, CancellationToken ct)
    {
        var now = certificates.Signer;
        var before = await db.Database.SqlQuery<PublicKey>($"select kid as \"Kid\", x as \"X\", y as \"Y\" from erasure_signers where kid <> {now.Kid} order by signed_first desc").ToListAsync(ct);
        return [.. before.Prepend(new(now.Kid, now.X, now.Y)).Select(k => new SignerView(now.Kty, now.Crv, k.X, k.Y, k.Kid, now.Alg))];
    }

    /// <summary>For as long as the certificate counts, which is longer than the secret.</summary>
    public static Task RememberSigner(this TicketingDb db, JsonWebKey key, DateTimeOffset now, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"insert into erasure_signers (tenant_id, kid, x, y, signed_first) values ({db.Tenant.Required}, {key.Kid}, {key.X}, {key.Y}, {now}) on conflict do nothing", ct);

    private sealed record PublicKey(string Kid, string X, string Y);

    public static Task<Erasure?> NewestOf(this TicketingDb db, Guid customerId, CancellationToken ct) =>
        db.Set<Erasure>().Where(e => e.CustomerId == customerId).OrderByDescending(e => e.Id).FirstOrDefaultAsync(ct);
}
