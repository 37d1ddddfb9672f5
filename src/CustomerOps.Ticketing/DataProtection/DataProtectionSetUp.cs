using CustomerOps.Contracts.DataProtection;
using CustomerOps.Messaging;
using CustomerOps.Messaging.PersonalData;
using CustomerOps.ServiceDefaults.Grpc;
using CustomerOps.Ticketing.DataProtection.Retention;
using static CustomerOps.Contracts.DataProtection.Grpc.PersonalData;

namespace CustomerOps.Ticketing.DataProtection;

internal static class DataProtectionSetUp
{
    public static IServiceCollection AddDataProtection(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddPersonalData(TicketingPersonalData.Catalogue).AddScoped<IErasureFollower, ForgetVocabulary>().AddSingleton<Certificates>().AddScoped<PartsOfOthers>();
        foreach (var service in PartsOfOthers.Services) services.AddServiceClient<PersonalDataClient>(configuration, service, PartsOfOthers.ClientOf(service));
        return services;
    }

    public static Subscriptions<TicketingDb> ToDataProtection(this Subscriptions<TicketingDb> listen) =>
        listen.ToErasures().On<PartErased, NotePart>().When<BeginErasureDue, BeginErasure>().When<ForgetWhatIsOldDue, ForgetWhatIsOld>();
}
