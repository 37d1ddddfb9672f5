using System.Globalization;

var builder = DistributedApplication.CreateBuilder(args);
var gatewayPort = int.Parse(builder.Configuration["GatewayPort"] ?? "8080", CultureInfo.InvariantCulture);
var data = Path.GetFullPath(builder.Configuration["CUSTOMEROPS_DATA"] ?? Path.Combine(builder.AppHostDirectory, "../.data"));
var seed = args.Contains("--demo") || builder.Configuration["Demo"] == "true";

var (gatewayKey, serviceKey, operatorKey, surveyLinkKey) = (Key("gateway-key"), Key("service-key"), Key("operator-key"), Key("survey-link-key"));

var postgres = builder.AddPostgres("postgres").WithDataVolume();
var bus = builder.AddRabbitMQ("bus").WithDataVolume().WithManagementPlugin();
var cache = builder.AddRedis("cache");

// The internal endpoint comes after WithExternalHttpEndpoints: only what is declared before it is reachable from outside.
var gateway = builder.AddProject("gateway", ProjectPath("Gateway"))
    .WithHttpEndpoint(port: gatewayPort == 0 ? null : gatewayPort, env: "HTTP_PORTS").WithExternalHttpEndpoints()
    .WithHttpEndpoint(name: "internal", env: "INTERNAL_PORT").WithEnvironment("ListenAddress", builder.Configuration["GatewayAddress"]);

var identity = Service("identity", "Identity").WithEnvironment("PublicUrl", gateway.GetEndpoint("http")).WithReference(bus.GetEndpoint("management"))
    .WithHttpCommand("/internal/signing-key", "Rotate signing key", commandName: "rotate-key", commandOptions: AsOperator());
var staffing = Service("staffing", "Staffing");
var knowledgeBase = Service("knowledge-base", "KnowledgeBase");
var survey = Service("survey", "Survey")
    .WithEnvironment("Keys__SurveyLink", surveyLinkKey).WithEnvironment("PublicUrl", gateway.GetEndpoint("http"));
var ticketing = Service("ticketing", "Ticketing").WithReference(staffing).WithReference(knowledgeBase).WithReference(survey).WithReference(identity).WithEnvironment("MAILBOXES_FILE", Path.Combine(data, "mailboxes.json"));

gateway.WithEnvironment("Keys__Gateway", gatewayKey).WithEnvironment("Keys__Service", serviceKey).WithEnvironment("Keys__Operator", operatorKey)
    .WithReference(identity).WithReference(ticketing).WithReference(survey).WithReference(knowledgeBase).WithReference(staffing).WithReference(cache)
    .WithHttpHealthCheck("/health").WithUrlForEndpoint("http", url => url.DisplayText = "API")
    .WaitFor(identity).WaitFor(ticketing).WaitFor(survey).WaitFor(knowledgeBase).WaitFor(staffing).WaitFor(cache);

var mail = builder.AddExecutable("mail", "node", "../src/CustomerOps.Mail", "src/main.js")
    .WithHttpEndpoint(env: "PORT").WithEndpoint(name: "smtp-in", scheme: "smtp", env: "SMTP_IN_PORT")
    .WithEnvironment("MAIL_JOURNAL", Path.Combine(data, "mail")).WithEnvironment("MAILBOXES_FILE", Path.Combine(data, "mailboxes.json")).WithEnvironment("Keys__Operator", operatorKey)
    .WithReference(bus).WithOtlpExporter().WithHttpHealthCheck("/health").WaitFor(bus)
    .WithHttpCommand("/internal/re-drive", "Re-drive error queues", commandName: "re-drive", commandOptions: AsOperator())
    .WithHttpCommand("/internal/consumers/pause", "Pause consumers", commandName: "pause", commandOptions: AsOperator())
    .WithHttpCommand("/internal/consumers/resume", "Resume consumers", commandName: "resume", commandOptions: AsOperator());

if (builder.ExecutionContext.IsRunMode)
{
    var mailbox = builder.AddExecutable("mailbox", "node", "../src/CustomerOps.Mail", "mailbox/mailbox.js")
        .WithHttpEndpoint(env: "MAILBOX_WEB_PORT").WithEndpoint(name: "smtp", scheme: "smtp", env: "MAILBOX_SMTP_PORT")
        .WithHttpHealthCheck("/healthz");
    mail.WithEnvironment("SMTP_URL", mailbox.GetEndpoint("smtp")).WaitFor(mailbox);
    identity.WithEnvironment("Demo__Passwords", "true");

    builder.AddProject("demo", ProjectPath("Demo"))
        .WithHttpEndpoint(env: "HTTP_PORTS")
        .WithEnvironment("Keys__Service", serviceKey).WithEnvironment("Keys__Operator", operatorKey)
        .WithEnvironment("CUSTOMEROPS_DATA", data).WithEnvironment("SeedOnStart", seed ? "true" : "false")
        .WithReference(identity).WithReference(gateway).WithReference(mailbox.GetEndpoint("http"))
        .WithHttpHealthCheck("/health")
        .WithHttpCommand("/internal/demo-data", "Seed demo data", commandName: "seed", commandOptions: AsOperator())
        .WaitFor(gateway).WaitFor(mailbox);
}
else
{
    mail.WithEnvironment("SMTP_URL", builder.AddParameter("smtp-url", secret: true));
}

builder.Build().Run();

// A service: its database, the run that brings the schema up to date, and the host itself.
IResourceBuilder<ProjectResource> Service(string name, string project)
{
    var path = ProjectPath(project);
    var database = postgres.AddDatabase($"{name}-db");
    var migration = builder.AddProject($"{name}-migration", path).WithArgs("--migrate").WithReference(database).WaitFor(database);
    return builder.AddProject(name, path)
        .WithHttpEndpoint(env: "HTTP_PORTS").WithHttpEndpoint(name: "grpc", env: "GRPC_PORT")
        .WithEnvironment("Keys__Service", serviceKey).WithEnvironment("Keys__Operator", operatorKey)
        .WithReference(database).WithReference(bus).WithReference(cache).WithReference(gateway.GetEndpoint("internal"))
        .WithHttpHealthCheck("/health")
        .WithHttpCommand("/internal/re-drive", "Re-drive error queues", commandName: "re-drive", commandOptions: AsOperator())
        .WithHttpCommand("/internal/consumers/pause", "Pause consumers", commandName: "pause", commandOptions: AsOperator())
        .WithHttpCommand("/internal/consumers/resume", "Resume consumers", commandName: "resume", commandOptions: AsOperator())
        .WaitForCompletion(migration).WaitFor(bus).WaitFor(cache);
}

IResourceBuilder<ParameterResource> Key(string name) =>
    builder.AddParameter(name, new GenerateParameterDefault { MinLength = 48, Special = false }, secret: true, persist: true);

HttpCommandOptions AsOperator() => new()
{
    PrepareRequest = async context =>
        context.Request.Headers.Add("X-Operator-Key", await operatorKey.Resource.GetValueAsync(context.CancellationToken)),
};

string ProjectPath(string project) => $"../src/CustomerOps.{project}/CustomerOps.{project}.csproj";
