using System.Text.Json;
using CustomerOps.Contracts;
using CustomerOps.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerOps.Messaging.Due;

/// <summary>How one kind of due message reaches its handler.</summary>
internal abstract class DueRoute(string name)
{
    public string Name { get; } = name;

    /// <summary>Handles the message in its own scope and transaction; nothing happens when it was handled meanwhile.</summary>
    public abstract Task Deliver(IServiceProvider root, Guid id, Guid tenantId, string body, CancellationToken cancellationToken);
}

internal sealed class DueRoute<TMessage, THandler, TDb>() : DueRoute(DueAttribute.NameOf(typeof(TMessage)))
    where TMessage : class where THandler : IDueHandler<TMessage> where TDb : MessagingDb
{
    public override async Task Deliver(IServiceProvider root, Guid id, Guid tenantId, string body, CancellationToken cancellationToken)
    {
        await using var scope = root.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(tenantId);
        var handler = scope.ServiceProvider.GetRequiredService<THandler>();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        var message = JsonSerializer.Deserialize<TMessage>(body, ContractJson.Options) ?? throw new JsonException("The due message is null.");
        await handler.Prepare(message, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Database.ExecuteSqlAsync($"delete from due_messages where id = {id}", cancellationToken) == 0) return;
        await handler.Handle(message, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
