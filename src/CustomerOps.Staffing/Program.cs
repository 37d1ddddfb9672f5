using CustomerOps.Contracts.Identity;
using CustomerOps.Contracts.Ticketing;
using CustomerOps.Messaging;
using CustomerOps.Messaging.PersonalData;
using CustomerOps.ServiceDefaults;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.Staffing;
using CustomerOps.Staffing.Arrivals;
using CustomerOps.Staffing.Availability;
using CustomerOps.Staffing.Branches;
using CustomerOps.Staffing.Forecasts;
using CustomerOps.Staffing.People;
using CustomerOps.Staffing.PersonalData;
using CustomerOps.Staffing.Requirements;
using CustomerOps.Staffing.Rotas;
using CustomerOps.Staffing.Skills;

var builder = WebApplication.CreateBuilder(args);
if (await ServiceMigration.RunIfAsked(args, builder.Configuration, "staffing")) return;
builder.AddServiceDefaults("staffing");
builder.Services.AddCallers();
builder.Services.AddPersonalData(StaffingPersonalData.Catalogue);
builder.AddMessaging<StaffingDb>("staffing", listen => listen
    .On<OrganisationUpserted, KeepOrganisation>()
    .On<PersonUpserted, KeepPerson>()
    .OnMany<TicketCreated, CountArrivals>()
    .When<ShiftStart, StartShift>()
    .When<ShiftEnd, EndShift>()
    .When<AbsenceOver, ComeBack>()
    .ToErasures());
var app = builder.Build();
app.UseServiceDefaults();
app.UseMessaging<StaffingDb>();
app.MapApi().MapPeople().MapSkills().MapArrivals().MapForecasts().MapRequirements().MapRotas().MapShifts();
app.MapGrpcService<AvailabilityAnswers>().For(Roles.Service);
app.MapPersonalData();
app.Run();
