using CustomerOps.Contracts.Identity;
using CustomerOps.Contracts.KnowledgeBase.Grpc;
using CustomerOps.Contracts.Mail;
using CustomerOps.Contracts.Partners;
using CustomerOps.Contracts.Staffing;
using CustomerOps.Contracts.Staffing.Grpc;
using CustomerOps.Contracts.Survey;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Grpc;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Ticketing;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.DataProtection;
using CustomerOps.Ticketing.FollowUps;
using CustomerOps.Ticketing.Mails;
using CustomerOps.Ticketing.Orders;
using CustomerOps.Ticketing.Organisations;
using CustomerOps.Ticketing.Routing;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Tickets;

var builder = WebApplication.CreateBuilder(args);
if (await ServiceMigration.RunIfAsked(args, builder.Configuration, "ticketing")) return;
builder.AddServiceDefaults("ticketing");
builder.Services.AddCallers();
builder.Services.AddServiceClient<Availability.AvailabilityClient>(builder.Configuration, "staffing").AddServiceClient<Articles.ArticlesClient>(builder.Configuration, "knowledge-base");
builder.AddMessaging<TicketingDb>("ticketing", listen => listen
    .On<OrganisationUpserted, KnowOrganisation>().On<PersonUpserted, KnowPerson>()
    .On<OrderCompleted, TakeCompletedOrder>().On<OrderChanged, TakeChangedOrder>().On<CustomerUpserted, TakeCustomer>().On<ContactLogged, TakeContact>()
    .On<MailReceived, TakeMail>().On<MailFilePiece, KeepMailFilePiece>().When<ForgetMailFile, ForgetMailFiles>().On<MailFailed, NoteUndelivered>().OnMany<CustomerOps.Contracts.Ticketing.MessageAdded, AnswerByMail>()
    .On<SurveyInvited, NoteInvitation>().On<InvitationWithheld, NoteWithheld>().On<SurveyAnswered, OpenFollowUp>().ToDispatch()
    .When<CloseTicket, CloseSolved>().ToDataProtection().ToClocks().ToConversations().ToCollaboration());
builder.Services.AddSingleton<TicketNumbers>().AddSingleton<SlaRulebook>().AddSingleton<Mailboxes>().AddScoped<MailFiles>().AddDispatch().AddDataProtection(builder.Configuration).AddConversations().AddCollaboration();
var app = builder.Build();
app.UseServiceDefaults();
app.UseMessaging<TicketingDb>();
app.MapApi().WithRights().MapTickets().MapConversations().MapCustomers().MapDataProtection().MapOrders().MapSla().MapRouting().MapCollaboration();
app.Run();
