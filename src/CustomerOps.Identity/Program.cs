using CustomerOps.Identity;
using CustomerOps.Identity.Accounts;
using CustomerOps.Identity.ApiKeys;
using CustomerOps.Identity.Auditing;
using CustomerOps.Identity.Authenticator;
using CustomerOps.Identity.Organisations;
using CustomerOps.Identity.People;
using CustomerOps.Identity.Sessions;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Grpc;
using CustomerOps.ServiceDefaults.Http;

var builder = WebApplication.CreateBuilder(args);
if (await ServiceMigration.RunIfAsked(args, builder.Configuration, "identity")) return;
builder.AddServiceDefaults("identity");
builder.Services.AddCallers();
builder.Services.AddGrpcAnswers();
builder.Services.AddSignIn(builder.Configuration);
builder.AddMessaging<IdentityDb>("identity");

var app = builder.Build();
app.UseServiceDefaults();
app.UseMessaging<IdentityDb>();
app.MapApi().MapOrganisation().MapPeople().MapApiKeys().MapSessions().MapAccount().MapAuthenticator().MapAccessLog();
app.MapOperatorCommands().MapPost("/organisations", FoundOrganisation.Handle);
app.MapGrpcService<CallersAnswers>().For(Roles.Service);
app.Run();
