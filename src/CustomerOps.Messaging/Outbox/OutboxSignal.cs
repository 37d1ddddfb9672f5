using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CustomerOps.Messaging.Outbox;

/// <summary>
/// Wakes this process's relay after a commit. PostgreSQL's NOTIFY would take one lock per database at every commit and so end group commit;
/// what another process or a crash left behind is found by the relay's own look once a second.
/// </summary>
internal sealed class OutboxSignal : DbTransactionInterceptor, IDisposable
{
    private readonly SemaphoreSlim _woken = new(0, 1);

    public void Wake()
    {
        try { _woken.Release(); }
        catch (SemaphoreFullException) { /* already woken */ }
    }

    public void Dispose() => _woken.Dispose();

    public Task Wait(TimeSpan atMost, CancellationToken cancellationToken) => _woken.WaitAsync(atMost, cancellationToken);

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is MessagingDb { HasTold: true }) Wake();
        return Task.CompletedTask;
    }
}
