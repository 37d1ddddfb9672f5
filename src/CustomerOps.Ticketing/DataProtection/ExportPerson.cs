using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CustomerOps.Contracts;
using CustomerOps.Messaging.PersonalData;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Attachments;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Identities;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.DataProtection;

/// <summary>
/// Article 15 and 20 of the GDPR: a ZIP with <c>manifest.json</c>, for each service and table <c>service/table.ndjson</c> with a JSON object on each line,
/// and the files under <c>files/</c>. It is everything of the same list by which a person is erased.
/// </summary>
internal static class ExportPerson
{
    public static async Task<PushStreamHttpResult> Handle(Guid id, TicketingDb db, Exporter exporter, PartsOfOthers others, Caller caller, HttpContext http, TimeProvider time, CancellationToken ct)
    {
        List<Guid> records = [.. await db.ReadRecordsOf(id, ct)];
        if (records.Count == 0) throw new NotFound("customer");
        var addresses = await db.Customers.Where(c => records.Contains(c.Id) && c.Email != null).Select(c => c.Email!)
            .Union(db.CustomerIdentities.Where(i => records.Contains(i.CustomerId) && i.Kind == IdentityKind.Email).Select(i => i.Value)).ToListAsync(ct);
        var person = await new PersonSought(records, [], [.. addresses.Select(a => a.ToLowerInvariant())]).WithCases(db, TicketingPersonalData.Catalogue, ct);
        var parts = await others.Ask(caller.TenantId, person, ct);
        var manifest = new { customers = records, exportedAt = time.GetUtcNow(), services = Erasure.Services };
        // A ZIP's entry ends with a write that waits, which the server refuses unless it is told.
        http.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        return TypedResults.Stream(async body =>
        {
            await using var zip = await ZipArchive.CreateAsync(body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct);
            await using (var first = await zip.CreateEntry("manifest.json").OpenAsync(ct)) await JsonSerializer.SerializeAsync(first, manifest, ContractJson.Options, ct);
            await Write(zip, "ticketing", exporter.Export(person, ct), ct);
            foreach (var part in parts) await Write(zip, part.Service, part.Rows.ToAsyncEnumerable(), ct);
            await WriteFiles(zip, db, person.Cases, ct);
        }, "application/zip", $"customer-{id}.zip");
    }

    /// <summary>Rows come table by table.</summary>
    private static async Task Write(ZipArchive zip, string service, IAsyncEnumerable<KeptRow> rows, CancellationToken ct)
    {
        var (table, entry) = ("", (Stream?)null);
        try
        {
            await foreach (var row in rows.WithCancellation(ct))
            {
                if (entry is null || row.Table != table)
                {
                    if (entry is not null) await entry.DisposeAsync();
                    table = row.Table;
                    entry = await zip.CreateEntry($"{service}/{table}.ndjson").OpenAsync(ct);
                }

                await entry.WriteAsync(Encoding.UTF8.GetBytes(row.Json + '\n'), ct);
            }
        }
        finally
        {
            if (entry is not null) await entry.DisposeAsync();
        }
    }

    private static async Task WriteFiles(ZipArchive zip, TicketingDb db, IReadOnlyList<Guid> cases, CancellationToken ct)
    {
        var files = await db.Set<Attachment>().AsNoTracking().Where(a => cases.Contains(a.TicketId)).OrderBy(a => a.Id).Select(a => new { a.Id, a.Name }).ToListAsync(ct);
        foreach (var file in files)
        {
            await using var entry = await zip.CreateEntry($"files/{file.Id}-{string.Concat(file.Name.Select(c => char.IsLetterOrDigit(c) || c is '.' or '-' ? c : '_'))}").OpenAsync(ct);
            for (var number = 0; ; number++)
            {
                var piece = await db.Database.SqlQuery<byte[]>($"""select content as "Value" from attachment_chunks where attachment_id = {file.Id} and number = {number}""").SingleOrDefaultAsync(ct);
                if (piece is null) break;
                await entry.WriteAsync(piece, ct);
            }
        }
    }
}
