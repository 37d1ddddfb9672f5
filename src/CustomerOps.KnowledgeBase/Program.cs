using CustomerOps.KnowledgeBase;
using CustomerOps.KnowledgeBase.Articles;
using CustomerOps.KnowledgeBase.Suggestions;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Grpc;
using CustomerOps.ServiceDefaults.Http;

var builder = WebApplication.CreateBuilder(args);
if (await ServiceMigration.RunIfAsked(args, builder.Configuration, "knowledge-base")) return;

builder.AddServiceDefaults("knowledge-base");
builder.Services.AddCallers();
builder.Services.AddGrpcAnswers();
builder.AddMessaging<KnowledgeBaseDb>("knowledge-base");

var app = builder.Build();
app.UseServiceDefaults();
app.UseMessaging<KnowledgeBaseDb>();
app.MapApi().MapArticles();
app.MapGrpcService<ArticleSuggestions>().For(Roles.Service);
app.Run();
