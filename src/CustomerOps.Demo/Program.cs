using CustomerOps.Demo;
using CustomerOps.Demo.Founding;
using CustomerOps.Demo.Loading;
using CustomerOps.Demo.Seeding;
using CustomerOps.ServiceDefaults;
using CustomerOps.ServiceDefaults.Access;

if (args is ["load", .. var rest]) return await LoadProgram.Run(rest);

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("demo");
builder.Services.AddAuthentication();
builder.Services.AddAuthorization();
builder.Services.AddSingleton(DemoSettings.From(builder.Configuration));
builder.Services.AddHttpClient<FoundOrganisations>(http => http.Timeout = TimeSpan.FromSeconds(30));
builder.Services.AddHttpClient<DemoPasswords>(http => http.Timeout = TimeSpan.FromSeconds(30));
builder.Services.AddSingleton<Seeding>().AddHostedService(services => services.GetRequiredService<Seeding>());

var app = builder.Build();
app.UseServiceDefaults();
app.MapOperatorCommands().MapDemoData();
await app.RunAsync();
return 0;
