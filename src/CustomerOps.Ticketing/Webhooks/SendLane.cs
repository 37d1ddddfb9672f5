using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Ticketing.Webhooks;

/// <summary>The first of a lane, in this process's hands for a while.</summary>
internal sealed record LaneHead(Guid TenantId, long Seq, Guid WebhookId, Guid Lane, Guid DeliveryId, int Tries);

/// <summary>Sends what waits in a lane, one after the other, until one fails or none is left.</summary>
internal sealed class SendLane(TicketingDb db, WebhookHttp http, WebhookBook book, WebhookSettings settings, TimeProvider time)
{
    private const int MostInTurn = 100;

    public async Task Run(LaneHead head, CancellationToken ct)
    {
        var next = head;
        for (var sent = 0; next is not null && sent < MostInTurn; sent++)
        {
            next = await Send(next, ct);
            db.ChangeTracker.Clear();
        }

        // Others' turn; the rest is taken up again.
        if (next is not null) await db.Set<QueuedDelivery>().Where(q => q.Seq == next.Seq).ExecuteUpdateAsync(set => set.SetProperty(q => q.DueAt, time.GetUtcNow()), ct);
    }

    private async Task<LaneHead?> Send(LaneHead head, CancellationToken ct)
    {
        var hook = await db.Set<Webhook>().AsNoTracking().SingleOrDefaultAsync(w => w.Id == head.WebhookId, ct);
        var body = await db.Set<WebhookDelivery>().Where(d => d.Id == head.DeliveryId).Select(d => new { d.EventId, d.Body }).SingleOrDefaultAsync(ct);
        var attempt = hook is { Active: true } && body?.Body is { } text ? await http.Post(hook, body.EventId, text, ct) : null;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Sent is sent: a stop now must not make it go out twice.
        var next = await Store(head, attempt, attempt is null ? ct : CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        // By itself: lanes of one webhook must not wait for its row with rows of their own in hand.
        if (attempt is not null) await Judge(hook!, attempt, ct);
        return next;
    }

    /// <returns>The next of the lane, taken.</returns>
    private async Task<LaneHead?> Store(LaneHead head, DeliveryAttempt? attempt, CancellationToken ct)
    {
        // Whoever had this message's row in hand too long, or whose webhook was switched off meanwhile, has nothing to say any more.
        var mine = db.Set<QueuedDelivery>().Where(q => q.Seq == head.Seq);
        var gone = attempt is { Status: StatusCodes.Status410Gone };
        var pause = attempt is { Succeeded: false } && !gone ? settings.PauseAfter(head.Tries + 1) : null;
        var held = pause is { } wait
            ? await mine.ExecuteUpdateAsync(set => set.SetProperty(q => q.Tries, head.Tries + 1).SetProperty(q => q.DueAt, time.GetUtcNow() + wait), ct)
            : await mine.ExecuteDeleteAsync(ct);
        if (held == 0 || await db.Set<WebhookDelivery>().SingleOrDefaultAsync(d => d.Id == head.DeliveryId, ct) is not { } delivery) return null;
        if (attempt is not null) delivery.Tried(attempt);
        if (attempt is null || gone) delivery.GiveUp("switched-off", time.Now());
        else if (!attempt.Succeeded && pause is null) delivery.GiveUp("tried-too-often", time.Now());
        await db.SaveChangesAsync(ct);
        return pause is null && !gone ? await TakeNext(head, ct) : null;
    }

    /// <summary>What the attempt says of the webhook as a whole.</summary>
    private async Task Judge(Webhook hook, DeliveryAttempt attempt, CancellationToken ct)
    {
        var it = db.Set<Webhook>().Where(w => w.Id == hook.Id);
        if (attempt.Succeeded)
        {
            if (hook.Failures > 0) await it.ExecuteUpdateAsync(set => set.SetProperty(w => w.FailingSince, (DateTimeOffset?)null).SetProperty(w => w.Failures, 0), ct);
            return;
        }

        if (attempt.Status == StatusCodes.Status410Gone)
        {
            await db.SwitchOff(hook.Id, hook.Version, DisabledBecause.Gone, book, time, ct);
            return;
        }

        await it.ExecuteUpdateAsync(set => set.SetProperty(w => w.FailingSince, w => w.FailingSince ?? attempt.At).SetProperty(w => w.Failures, w => w.Failures + 1), ct);
        var failing = hook.FailingSince is { } since && attempt.At - since >= settings.FailingFor && hook.Failures + 1 >= settings.FailuresAtLeast;
        if (failing) await db.SwitchOff(hook.Id, hook.Version, DisabledBecause.Failing, book, time, ct);
    }

    private async Task<LaneHead?> TakeNext(LaneHead head, CancellationToken ct) => (await db.Database.SqlQuery<LaneHead>($"""
        update webhook_queue set due_at = now() + {settings.Hold}
        where tenant_id = {head.TenantId} and seq = (select min(seq) from webhook_queue where tenant_id = {head.TenantId} and webhook_id = {head.WebhookId} and lane = {head.Lane})
        returning tenant_id as "TenantId", seq as "Seq", webhook_id as "WebhookId", lane as "Lane", delivery_id as "DeliveryId", tries as "Tries"
        """).ToListAsync(ct)).SingleOrDefault();
}
