using CustomerOps.Contracts;
using CustomerOps.Messaging.Due;
using CustomerOps.Messaging.Http;
using CustomerOps.Messaging.Inbox;
using CustomerOps.Messaging.Outbox;
using CustomerOps.ServiceDefaults.Data;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CustomerOps.Messaging;

/// <summary>What a service listens to: events and its own due messages.</summary>
public sealed class Subscriptions<TDb>(IServiceCollection services) where TDb : MessagingDb
{
    internal List<Subscription> Events { get; } = [];

    /// <summary><typeparamref name="THandler"/> acts on every <typeparamref name="TEvent"/>, once, through its own queue.</summary>
    public Subscriptions<TDb> On<TEvent, THandler>() where TEvent : class where THandler : class, IEventHandler<TEvent>
    {
        services.AddScoped<THandler>();
        Events.Add(new Subscription(typeof(EventConsumer<TEvent, THandler, TDb>), typeof(THandler), EventAttribute.ExchangeOf(typeof(TEvent)), EventAttribute.TypeOf(typeof(TEvent))));
        return this;
    }

    /// <summary><typeparamref name="THandler"/> acts on <typeparamref name="TMessage"/> when it is due.</summary>
    public Subscriptions<TDb> When<TMessage, THandler>() where TMessage : class where THandler : class, IDueHandler<TMessage>
    {
        services.AddScoped<THandler>();
        services.AddSingleton<DueRoute, DueRoute<TMessage, THandler, TDb>>();
        return this;
    }
}

public static class ServiceMessaging
{
    /// <summary>The service's database (connection string <c>&lt;service&gt;-db</c>) with outbox, inbox and due messages, and its subscriptions on RabbitMQ.</summary>
    public static WebApplicationBuilder AddMessaging<TDb>(this WebApplicationBuilder builder, string service, Action<Subscriptions<TDb>>? listen = null) where TDb : MessagingDb
    {
        var services = builder.Services;
        services.AddSingleton(_ => NpgsqlDataSource.Create(Database.AppConnection(builder.Configuration, $"{service}-db")));
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<MessagingMeters>();
        services.AddSingleton<BrokerConnection>();
        services.AddSingleton<BackgroundConnections>();
        services.AddDbContext<TDb>((provider, options) => options
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
            .UseApplicationServiceProvider(provider)
            .AddInterceptors(TenantConnection.Instance, provider.GetRequiredService<OutboxSignal>())
            .ConfigureWarnings(w => w.Ignore(RelationalEventId.CommandExecuted)));
        services.AddHealthChecks().AddCheck<DatabaseHealth>("postgres");

        var subscriptions = new Subscriptions<TDb>(services);
        listen?.Invoke(subscriptions);
        var queues = new ServiceQueues(service, subscriptions.Events);
        services.AddSingleton(queues);
        services.AddSingleton<ErrorQueues>();
        services.AddMassTransit(bus => bus.UseServiceQueues(builder.Configuration, queues));
        services.AddHostedService<OutboxRelay>();
        services.AddHostedService<DueLoop>();
        services.AddHostedService<Housekeeping>();
        return builder;
    }

    /// <summary>Idempotency keys on every POST, and the operator's re-drive command. Call after UseServiceDefaults.</summary>
    public static WebApplication UseMessaging<TDb>(this WebApplication app) where TDb : MessagingDb
    {
        app.UseMiddleware<IdempotencyKeys<TDb>>();
        app.MapRedrive();
        return app;
    }
}
