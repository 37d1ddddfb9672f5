using CustomerOps.Contracts.DataProtection.Grpc;
using Grpc.Core;

namespace CustomerOps.Messaging.PersonalData;

/// <summary>Answers Ticketing, which puts a person's export together.</summary>
internal sealed class PersonalDataAnswers(Exporter exporter) : Contracts.DataProtection.Grpc.PersonalData.PersonalDataBase
{
    public override async Task Export(ExportRequest request, IServerStreamWriter<PersonalRow> responseStream, ServerCallContext context)
    {
        var person = new PersonSought([.. request.CustomerIds.Select(Guid.Parse)], [.. request.CaseIds.Select(Guid.Parse)], request.Addresses);
        await foreach (var row in exporter.Export(person, context.CancellationToken)) await responseStream.WriteAsync(new PersonalRow { Table = row.Table, Json = row.Json }, context.CancellationToken);
    }
}
