using CustomerOps.Contracts.Identity;
using CustomerOps.Contracts.Mail;
using CustomerOps.Contracts.Ticketing;
using CustomerOps.Messaging;
using CustomerOps.Messaging.PersonalData;
using CustomerOps.ServiceDefaults;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Survey;
using CustomerOps.Survey.Invitations;
using CustomerOps.Survey.Links;
using CustomerOps.Survey.Mailing;
using CustomerOps.Survey.Organisations;
using CustomerOps.Survey.Pages;
using CustomerOps.Survey.PersonalData;
using CustomerOps.Survey.Responses;
using CustomerOps.Survey.Scores;
using CustomerOps.Survey.Surveys;

var builder = WebApplication.CreateBuilder(args);
if (await ServiceMigration.RunIfAsked(args, builder.Configuration, "survey")) return;
builder.AddServiceDefaults("survey");
builder.Services.AddCallers();
builder.Services.AddPersonalData(SurveyPersonalData.Catalogue);
builder.Services.AddSingleton(new SurveyLinks(builder.Configuration)).AddSingleton<InvitationMail>();
builder.Services.AddScoped<ContactLedger>().AddScoped<Sending>().AddScoped<AskCustomer>().AddScoped<LinkOpener>().AddScoped<Answering>();
builder.AddMessaging<SurveyDb>("survey", listen => listen
    .On<OrganisationUpserted, RememberOrganisation>()
    .On<TicketSolved, AskAfterTicket>().On<TicketReopened, WithholdWhenReopened>().On<OrderCompleted, AskAfterOrder>()
    .On<CustomerConsentChanged, KeepConsent>().On<CustomerMerged, KeepMerge>().On<CustomerUnmerged, KeepUnmerge>()
    .On<MailSent, NoteMailSent>().On<MailFailed, NoteMailFailed>()
    .When<SendInvitationDue, SendInvitation>()
    .ToErasures());
var app = builder.Build();
app.UseServiceDefaults();
app.UseMessaging<SurveyDb>();
app.MapApi().MapSurveys().MapInvitations().MapAnswers().MapScores();
app.MapPages();
app.MapPersonalData();
app.Run();
