using CustomerOps.KnowledgeBase;
using CustomerOps.KnowledgeBase.Articles;
using CustomerOps.KnowledgeBase.PersonalData;
using CustomerOps.KnowledgeBase.Readings;
using CustomerOps.KnowledgeBase.Suggestions;
using CustomerOps.Messaging;
using CustomerOps.Messaging.PersonalData;
using CustomerOps.ServiceDefaults;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;

var builder = WebApplication.CreateBuilder(args);
if (await ServiceMigration.RunIfAsked(args, builder.Configuration, "knowledge-base")) return;

builder.AddServiceDefaults("knowledge-base");
builder.Services.AddCallers();
builder.Services.AddPersonalData(KnowledgeBasePersonalData.Catalogue).AddScoped<IErasureFollower, IndexAnew>();
builder.AddMessaging<KnowledgeBaseDb>("knowledge-base", listen => listen.ToErasures().When<ForgetReadings, SweepReadings>());

var app = builder.Build();
app.UseServiceDefaults();
app.UseMessaging<KnowledgeBaseDb>();
app.MapApi().MapArticles();
app.MapGrpcService<ArticleSuggestions>().For(Roles.Service);
app.MapPersonalData();
app.Run();
