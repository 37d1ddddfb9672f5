using CustomerOps.ServiceDefaults.Access;
using CustomerOps.Ticketing.DataProtection.Retention;

namespace CustomerOps.Ticketing.DataProtection;

internal static class ErasureEndpoints
{
    public static RouteGroupBuilder MapDataProtection(this RouteGroupBuilder api)
    {
        var customer = api.MapGroup("/customers/{id:guid}").For(Roles.Managers).WithTags("Data protection");
        customer.MapGet("/export", ExportPerson.Handle).Produces(200, contentType: "application/zip").WithSummary("Everything all services keep of the person, as a ZIP of JSON lines and files");
        customer.MapGet("/erasure", ReadErasures.OfCustomer).WithSummary("The newest order to erase the person, and how far it is");
        customer.MapPut("/erasure", OrderErasure.Handle).WithSummary("The person is erased in all services; it cannot be taken back once it has begun");
        customer.MapDelete("/erasure", CancelErasure.Handle).WithSummary("They are not, while it has not begun");
        var erasures = api.MapGroup("/erasures").For(Roles.Managers).WithTags("Data protection");
        erasures.MapGet("/", ReadErasures.All).WithSummary("Who was erased or will be, newest first");
        erasures.MapGet("/signers", ReadErasures.Signers).WithSummary("By what certificates can be checked");
        erasures.MapGet("/{id:guid}", ReadErasures.One).WithSummary("One of them");
        erasures.MapGet("/{id:guid}/certificate", ReadErasures.Certificate).WithSummary("That it was done in every service, signed");
        var retention = api.MapGroup("/retention-policy").For(Roles.Managers).WithTags("Data protection");
        retention.MapGet("/", GetRetention.Handle).WithSummary("How long what is kept");
        retention.MapPut("/", SetRetention.Handle).WithSummary("Set it; what is older is forgotten from then on, every night. If-Match \"0\" where nobody did yet");
        retention.MapGet("/forecast", GetRetention.Forecast).WithSummary("How much would be forgotten at once, were it kept so long; nothing is changed");
        return api;
    }
}
