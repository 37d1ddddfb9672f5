using System.Text.Json;
using CustomerOps.Contracts;
using CustomerOps.ServiceDefaults.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerOps.Messaging.Due;

/// <summary>A due message in this process's hands.</summary>
internal sealed record DueDelivery(Guid Id, Guid TenantId, string Name, string Body, string? TraceParent, int Attempt);

/// <summary>How one kind of due message reaches its handler.</summary>
internal abstract class DueRoute(string name, int atOnce)
{
    public string Name { get; } = name;

    /// <summary>How many of one organisation are handled together at most.</summary>
    public int AtOnce { get; } = atOnce;

    /// <summary>Handles one organisation's messages in one scope and transaction, without those that were handled meanwhile.</summary>
    public abstract Task Deliver(IServiceProvider root, IReadOnlyList<DueDelivery> due, CancellationToken cancellationToken);
}

internal sealed class DueRoute<TMessage, THandler, TDb>(
    int atOnce, Func<THandler, IReadOnlyList<TMessage>, CancellationToken, Task> prepare, Func<THandler, IReadOnlyList<TMessage>, CancellationToken, Task> handle)
    : DueRoute(DueAttribute.NameOf(typeof(TMessage)), atOnce)
    where TMessage : class where THandler : class where TDb : MessagingDb
{
    public override async Task Deliver(IServiceProvider root, IReadOnlyList<DueDelivery> due, CancellationToken cancellationToken)
    {
        await using var scope = root.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<TenantScope>().Enter(due[0].TenantId);
        var handler = scope.ServiceProvider.GetRequiredService<THandler>();
        var db = scope.ServiceProvider.GetRequiredService<TDb>();
        var messages = due.ToDictionary(d => d.Id, d => JsonSerializer.Deserialize<TMessage>(d.Body, ContractJson.Options) ?? throw new JsonException("The due message is null."));
        await prepare(handler, [.. messages.Values], cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        Guid[] ids = [.. messages.Keys];
        var taken = await db.Database.SqlQuery<Guid>($"delete from due_messages where id = any({ids}) returning id").ToListAsync(cancellationToken);
        if (taken.Count == 0) return;
        await handle(handler, [.. taken.Select(id => messages[id])], cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
