using System.Text.Json;
using CustomerOps.Contracts;
using CustomerOps.Contracts.Staffing.Grpc;
using CustomerOps.Messaging;
using CustomerOps.Messaging.Due;
using CustomerOps.Messaging.Inbox;
using CustomerOps.ServiceDefaults;
using CustomerOps.ServiceDefaults.Access;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Grpc;
using CustomerOps.Ticketing.Organisations;
using CustomerOps.Ticketing.Routing;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Tickets;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CustomerOps.Ticketing.Tests.Routing.Week;

/// <summary>
/// Ticketing as its Program composes it, on a real database, but with nothing running by itself: the simulation hands it events and due messages, each in a scope and
/// transaction of its own as messaging does. Everything it knows is in the database, so that another one may go on at any time.
/// </summary>
internal sealed class TicketingCore : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Guid _tenant;

    public TicketingCore(string owner, Guid tenant, TimeProvider clock, CallInvoker staffing)
    {
        _tenant = tenant;
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:ticketing-db"] = owner, ["ConnectionStrings:bus"] = "amqp://nobody:nobody@127.0.0.1:9", ["ConnectionStrings:cache"] = "127.0.0.1:9", ["HTTP_PORTS"] = "0", ["GRPC_PORT"] = "0",
            ["services:gateway:internal:0"] = "http://127.0.0.1:9", ["services:staffing:grpc:0"] = "http://127.0.0.1:9", ["Keys:Service"] = "service-key-of-the-tests", ["Keys:Operator"] = "operator-key-of-the-tests",
        });
        builder.AddServiceDefaults("ticketing");
        builder.Logging.ClearProviders();
        builder.Services.AddCallers();
        builder.Services.AddServiceClient<Availability.AvailabilityClient>(builder.Configuration, "staffing");
        builder.AddMessaging<TicketingDb>("ticketing", listen => listen.On<Contracts.Identity.OrganisationUpserted, KnowOrganisation>().On<Contracts.Identity.PersonUpserted, KnowPerson>().ToDispatch());
        builder.Services.AddSingleton<TicketNumbers>().AddSingleton<SlaRulebook>().AddDispatch().AddCollaboration();
        builder.Services.AddSingleton(clock).AddTransient(_ => new Availability.AvailabilityClient(staffing));
        _app = builder.Build();
    }

    public static Task Migrate(string owner) => Migrator.Run(owner, typeof(ServiceMigration).Assembly, typeof(TicketingDb).Assembly);

    /// <summary>One unit of work, stored at its end.</summary>
    public async Task<T> Do<T>(Func<TicketingDb, IServiceProvider, Task<T>> work)
    {
        await using var scope = Scope();
        var db = scope.ServiceProvider.GetRequiredService<TicketingDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var result = await work(db, scope.ServiceProvider);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return result;
    }

    public async Task Tell<TEvent, THandler>(TEvent told) where THandler : class, IEventHandler<TEvent> => await Do(async (_, services) =>
    {
        var handler = services.GetRequiredService<THandler>();
        await handler.Prepare(told, default);
        await handler.Handle(told, new EventFacts(Guid.CreateVersion7(), _tenant, services.GetRequiredService<TimeProvider>().GetUtcNow()), default);
        return 0;
    });

    /// <summary>Delivers a due message.</summary>
    /// <param name="dies">The process dies before the transaction ends.</param>
    public Task Deliver(Guid id, string name, string body, bool dies = false) => name switch
    {
        "drain-queues" => Deliver<DrainQueues>(id, body, dies, s => s.GetRequiredService<GiveOut>(), (h, m) => ((GiveOut)h).Prepare([m], default), (h, m) => ((GiveOut)h).Handle([m], default)),
        "hand-over" => Deliver<HandOver>(id, body, dies, s => s.GetRequiredService<GiveBack>(), (_, _) => Task.CompletedTask, (h, m) => ((GiveBack)h).Handle(m, default)),
        "review-keeper" => Deliver<ReviewKeeper>(id, body, dies, s => s.GetRequiredService<KeepOrGiveBack>(), (h, m) => ((KeepOrGiveBack)h).Prepare(m, default), (h, m) => ((KeepOrGiveBack)h).Handle(m, default)),
        "idle-end" => Deliver<IdleEnd>(id, body, dies, s => s.GetRequiredService<TakeFromIdle>(), (_, _) => Task.CompletedTask, (h, m) => ((TakeFromIdle)h).Handle(m, default)),
        _ => throw new ArgumentException(name),
    };

    private async Task Deliver<T>(Guid id, string body, bool dies, Func<IServiceProvider, object> handler, Func<object, T, Task> prepare, Func<object, T, Task> handle)
    {
        await using var scope = Scope();
        var (db, acts, message) = (scope.ServiceProvider.GetRequiredService<TicketingDb>(), handler(scope.ServiceProvider), JsonSerializer.Deserialize<T>(body, ContractJson.Options)!);
        await prepare(acts, message);
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (await db.Database.ExecuteSqlAsync($"delete from due_messages where id = {id}") == 0) return;
        await handle(acts, message);
        await db.SaveChangesAsync();
        if (!dies) await transaction.CommitAsync();
    }

    private AsyncServiceScope Scope()
    {
        var scope = _app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(_tenant);
        return scope;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
