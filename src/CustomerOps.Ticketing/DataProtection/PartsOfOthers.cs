using CustomerOps.Contracts.DataProtection.Grpc;
using CustomerOps.Messaging.PersonalData;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Problems;
using Grpc.Core;
using Grpc.Net.ClientFactory;
using static CustomerOps.Contracts.DataProtection.Grpc.PersonalData;

namespace CustomerOps.Ticketing.DataProtection;

/// <summary>What one service keeps of a person.</summary>
internal sealed record PartOfOther(string Service, IReadOnlyList<KeptRow> Rows);

/// <summary>Asks the other services what they keep of a person. An export is whole or there is none: one that does not answer fails it.</summary>
internal sealed class PartsOfOthers(GrpcClientFactory clients, ServiceToken token, TimeProvider time)
{
    private const int MostRows = 50_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static readonly IReadOnlyList<string> Services = [.. Erasure.Services.Where(s => s != "ticketing")];

    public static string ClientOf(string service) => $"personal-data-of-{service}";

    public Task<PartOfOther[]> Ask(Guid tenantId, PersonSought person, CancellationToken ct) => Task.WhenAll(Services.Select(s => Ask(s, tenantId, person, ct)));

    private async Task<PartOfOther> Ask(string service, Guid tenantId, PersonSought person, CancellationToken ct)
    {
        var request = new ExportRequest { CustomerIds = { person.Customers.Select(c => c.ToString()) }, CaseIds = { person.Cases.Select(c => c.ToString()) }, Addresses = { person.Addresses } };
        using var answer = clients.CreateClient<PersonalDataClient>(ClientOf(service)).Export(request, token.Headers(tenantId), (time.GetUtcNow() + Patience).UtcDateTime, ct);
        List<KeptRow> rows = [];
        await foreach (var row in answer.ResponseStream.ReadAllAsync(ct))
        {
            RuleViolation.Unless(rows.Count < MostRows, "export.too-large", $"The service {service} keeps more than {MostRows} rows of the person.");
            rows.Add(new KeptRow(row.Table, row.Json));
        }

        return new(service, rows);
    }
}
