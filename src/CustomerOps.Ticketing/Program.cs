using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing;
using CustomerOps.Ticketing.Organisations;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Tickets;

var builder = WebApplication.CreateBuilder(args);
if (await ServiceMigration.RunIfAsked(args, builder.Configuration, "ticketing")) return;
builder.AddServiceDefaults("ticketing");
builder.Services.AddCallers();
builder.AddMessaging<TicketingDb>("ticketing", listen => listen
    .On<CustomerOps.Contracts.Identity.OrganisationUpserted, KnowOrganisation>()
    .On<CustomerOps.Contracts.Identity.PersonUpserted, KnowPerson>());
builder.Services.AddValidation();
builder.Services.AddSingleton<TicketNumbers>();
builder.Services.AddSingleton<SlaRulebook>();
var app = builder.Build();
app.UseServiceDefaults();
app.UseMessaging<TicketingDb>();
app.Run();
