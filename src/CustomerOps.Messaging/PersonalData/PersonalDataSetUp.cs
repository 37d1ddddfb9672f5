using CustomerOps.Contracts.DataProtection;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Grpc;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerOps.Messaging.PersonalData;

public static class PersonalDataSetUp
{
    /// <summary>Export and erasure by the service's catalogue.</summary>
    public static IServiceCollection AddPersonalData(this IServiceCollection services, PersonalDataCatalogue catalogue) =>
        services.AddSingleton(catalogue).AddScoped<Eraser>().AddScoped<Exporter>().AddGrpcAnswers();

    /// <summary>The service erases its part when Ticketing orders it.</summary>
    public static Subscriptions<TDb> ToErasures<TDb>(this Subscriptions<TDb> listen) where TDb : MessagingDb => listen.On<ErasureOrdered, EraseOnOrder>().When<LookAgainDue, LookAgain>();

    /// <summary>The service answers with its part of a person's export.</summary>
    public static void MapPersonalData(this IEndpointRouteBuilder app) => app.MapGrpcService<PersonalDataAnswers>().For(Roles.Service);
}
