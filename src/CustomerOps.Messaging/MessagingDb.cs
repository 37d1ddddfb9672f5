using CustomerOps.Messaging.Due;
using CustomerOps.Messaging.Outbox;
using CustomerOps.ServiceDefaults;
using CustomerOps.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerOps.Messaging;

/// <summary>A service's database with its outbox and due messages: what aggregates raise is stored by the save that stores them, or not at all.</summary>
public abstract class MessagingDb(DbContextOptions options, TenantScope tenant) : TenantDb(options, tenant)
{
    private readonly List<(object Event, Guid? Subject)> _published = [];

    /// <summary>Did this unit of work put something into the outbox? Then its commit wakes the relay.</summary>
    internal bool HasTold { get; private set; }

    /// <summary>Tells an event with the next save, where no aggregate raises it.</summary>
    public void Publish(object contractEvent, Guid? subject = null) => _published.Add((contractEvent, subject));

    /// <summary>Delivers <paramref name="message"/> to its handler of this service at <paramref name="dueAt"/> or soon after; stored with the next save.</summary>
    public void Schedule(object message, DateTimeOffset dueAt) => Add(DueMessage.Of(message, dueAt));

    /// <summary>Waits until nobody else holds <paramref name="what"/> in this organisation; held until the transaction ends.</summary>
    public Task Lock(string what, CancellationToken stop) =>
        Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({Locked(what)}, 0))", stop);

    /// <returns>False when somebody else holds it.</returns>
    public Task<bool> TryLock(string what, CancellationToken stop) =>
        Database.SqlQuery<bool>($"select pg_try_advisory_xact_lock(hashtextextended({Locked(what)}, 0)) as \"Value\"").SingleAsync(stop);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<OutboxMessage>().ToTable("outbox");
        modelBuilder.Entity<DueMessage>().ToTable("due_messages");
        base.OnModelCreating(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes().Where(e => typeof(Aggregate).IsAssignableFrom(e.ClrType)))
        {
            modelBuilder.Entity(entity.ClrType).Property(nameof(Aggregate.Id)).ValueGeneratedNever();
            modelBuilder.Entity(entity.ClrType).Property(nameof(Aggregate.Version)).IsConcurrencyToken();
        }
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        var services = this.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()!.ApplicationServiceProvider!;
        var clock = services.GetRequiredService<TimeProvider>();
        var source = services.GetRequiredService<ServiceName>().Value;
        foreach (var entry in ChangeTracker.Entries<Aggregate>().ToList())
        {
            if (entry.State is EntityState.Added or EntityState.Modified || entry.Entity.IsTouched) entry.Entity.Version++;
            foreach (var raised in entry.Entity.TakeRaised()) _published.Add((raised, entry.Entity.Id));
        }

        List<Told> leaving = [];
        foreach (var (told, subject) in _published)
        {
            var message = OutboxMessage.Of(told, source, Tenant.Required, subject, clock.GetUtcNow());
            Add(message);
            leaving.Add(new(message.Id, message.Type, subject, message.Body));
        }

        HasTold |= _published.Count > 0;
        _published.Clear();
        if (leaving.Count > 0) await Telling(leaving, cancellationToken);
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (HasTold && Database.CurrentTransaction is null) services.GetRequiredService<OutboxSignal>().Wake();
        return saved;
    }

    /// <summary>What goes on its way with this save; what is added here is stored with it.</summary>
    protected virtual Task Telling(IReadOnlyList<Told> leaving, CancellationToken ct) => Task.CompletedTask;

    private string Locked(string what) => $"{Tenant.Required}/{what}";
}

/// <summary>An event on its way out.</summary>
/// <param name="Body">The CloudEvent as it will be on the wire.</param>
public sealed record Told(Guid Id, string Type, Guid? Subject, byte[] Body);
