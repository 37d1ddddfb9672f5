using CustomerOps.Messaging.PersonalData;
using CustomerOps.Contracts;
using CustomerOps.Contracts.Identity;
using CustomerOps.Messaging.Due;
using CustomerOps.Messaging.Http;
using CustomerOps.Messaging.Inbox;
using CustomerOps.Messaging.Outbox;
using CustomerOps.ServiceDefaults;
using CustomerOps.ServiceDefaults.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CustomerOps.Messaging;

/// <summary>What a service listens to: events and its own due messages.</summary>
public sealed class Subscriptions<TDb>(string service, IServiceCollection services) where TDb : MessagingDb
{
    /// <summary><typeparamref name="THandler"/> acts on every <typeparamref name="TEvent"/>, once, through its own queue.</summary>
    public Subscriptions<TDb> On<TEvent, THandler>() where TEvent : class where THandler : class, IEventHandler<TEvent>
    {
        if (EventAttribute.FromPartners.Contains(EventAttribute.TypeOf(typeof(TEvent))) && !services.Any(s => s.ServiceType == typeof(KnowPartner))) On<PartnerUpserted, KnowPartner>();
        services.AddScoped<THandler>();
        services.AddSingleton<EventIntake>(new EventIntake<TEvent, THandler, TDb>(
            service, 1, (handler, told, stop) => handler.Prepare(told[0].Data, stop), (handler, told, stop) => handler.Handle(told[0].Data, new EventFacts(told[0].Id, told[0].TenantId, told[0].Time), stop)));
        return this;
    }

    /// <summary><typeparamref name="THandler"/> acts on every <typeparamref name="TEvent"/>, once, several of one organisation together.</summary>
    public Subscriptions<TDb> OnMany<TEvent, THandler>() where TEvent : class where THandler : class, IEventBatchHandler<TEvent>
    {
        services.AddScoped<THandler>();
        services.AddSingleton<EventIntake>(new EventIntake<TEvent, THandler, TDb>(
            service, 100, (_, _, _) => Task.CompletedTask, (handler, told, stop) => handler.Handle([.. told.Select(e => e.Data)], stop)));
        return this;
    }

    /// <summary><typeparamref name="THandler"/> acts on <typeparamref name="TMessage"/> when it is due.</summary>
    public Subscriptions<TDb> When<TMessage, THandler>() where TMessage : class where THandler : class, IDueHandler<TMessage>
    {
        services.AddScoped<THandler>();
        services.AddSingleton<DueRoute>(new DueRoute<TMessage, THandler, TDb>(1, (handler, due, stop) => handler.Prepare(due[0], stop), (handler, due, stop) => handler.Handle(due[0], stop)));
        return this;
    }

    /// <summary><typeparamref name="THandler"/> acts on all <typeparamref name="TMessage"/> of one organisation that are due, together.</summary>
    public Subscriptions<TDb> WhenMany<TMessage, THandler>() where TMessage : class where THandler : class, IDueBatchHandler<TMessage>
    {
        services.AddScoped<THandler>();
        services.AddSingleton<DueRoute>(new DueRoute<TMessage, THandler, TDb>(50, (handler, due, stop) => handler.Prepare(due, stop), (handler, due, stop) => handler.Handle(due, stop)));
        return this;
    }
}

public static class ServiceMessaging
{
    /// <summary>The service's database (connection string <c>&lt;service&gt;-db</c>) with outbox, inbox and due messages, and its subscriptions on RabbitMQ.</summary>
    public static WebApplicationBuilder AddMessaging<TDb>(this WebApplicationBuilder builder, string service, Action<Subscriptions<TDb>>? listen = null) where TDb : MessagingDb
    {
        var services = builder.Services;
        services.AddSingleton<TenantSessions>();
        services.AddSingleton(provider => Database.Open(builder.Configuration, $"{service}-db", provider.GetRequiredService<TenantSessions>()));
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<MessagingMeters>();
        services.AddSingleton(provider => new BrokerConnection(builder.Configuration, provider.GetRequiredService<ServiceName>(), "publisher"));
        services.AddSingleton<BackgroundConnections>();
        services.AddDbContext<TDb>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
            .UseApplicationServiceProvider(provider)
            .AddInterceptors(provider.GetRequiredService<TenantSessions>(), provider.GetRequiredService<OutboxSignal>())
            .ConfigureWarnings(w => w.Ignore(RelationalEventId.CommandExecuted)), optionsLifetime: ServiceLifetime.Singleton);
        services.AddHealthChecks().AddCheck<DatabaseHealth>("postgres");

        listen?.Invoke(new Subscriptions<TDb>(service, services));
        services.AddScoped<MessagingDb>(provider => provider.GetRequiredService<TDb>());
        services.AddSingleton<Senders>();
        services.AddSingleton<ErrorQueues>();
        services.AddSingleton<ErasedPeople>();
        services.AddSingleton<PausedQueues>();
        services.AddSingleton<QueueConsumers>();
        services.AddSingleton<ConsumerCommands>();
        services.AddHealthChecks().AddCheck<QueueConsumers>("consumers");
        services.AddHostedService(provider => provider.GetRequiredService<PausedQueues>());
        services.AddHostedService(provider => provider.GetRequiredService<QueueConsumers>());
        services.AddHostedService<OutboxRelay>();
        services.AddHostedService<DueLoop>();
        services.AddHostedService<Housekeeping>();
        return builder;
    }

    /// <summary>Idempotency keys on every POST, and the operator's commands: re-drive, pause, resume. Call after UseServiceDefaults.</summary>
    public static WebApplication UseMessaging<TDb>(this WebApplication app) where TDb : MessagingDb
    {
        app.UseMiddleware<IdempotencyKeys<TDb>>();
        app.MapRedrive();
        app.MapConsumers();
        return app;
    }
}
