using System.ComponentModel.DataAnnotations;
using CustomerOps.Messaging.Due;
using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CustomerOps.Ticketing.Automation;

/// <param name="Accept">Findings of these kinds are known and taken.</param>
[Example("""{ "accept": ["conflict"] }""")]
internal sealed record ActivateTriggerRequest([MaxLength(6)] FindingKind[]? Accept = null);

/// <param name="Items">What is wrong, or may be, with the trigger beside those that are active.</param>
internal sealed record FindingsView(IReadOnlyList<Finding> Items);

internal static class ActivateTrigger
{
    public static async Task<Tagged<TriggerView>> Handle(Guid id, ActivateTriggerRequest request, IfMatch ifMatch, TicketingDb db, TriggerBook book, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = await db.OneAtATime(ct);
        var trigger = await db.TriggerToChange(id, ifMatch, ct);
        await db.MayStand(trigger, request.Accept, ct);
        trigger.Activate();
        await db.PlanForgetting(time, ct);
        db.ReviewTimers(trigger, time.Now());
        await db.Stored(trigger, transaction, book, ct);
        return Tagged.Ok(TriggerView.Of(trigger), trigger.Version);
    }
}

internal static class RestTrigger
{
    public static async Task<Tagged<TriggerView>> Handle(Guid id, IfMatch ifMatch, TicketingDb db, TriggerBook book, CancellationToken ct)
    {
        await using var transaction = await db.OneAtATime(ct);
        var trigger = await db.TriggerToChange(id, ifMatch, ct);
        trigger.Rest();
        await db.Stored(trigger, transaction, book, ct);
        return Tagged.Ok(TriggerView.Of(trigger), trigger.Version);
    }
}

internal static class CheckTrigger
{
    public static async Task<FindingsView> Handle(Guid id, TicketingDb db, CancellationToken ct)
    {
        var trigger = await db.Set<Trigger>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct) ?? throw new NotFound("trigger");
        return new(await db.FindingsAbout(trigger, ct));
    }
}

internal static class TriggerChanges
{
    private const int Named = 5;

    /// <summary>Who changes the rules waits for the other, so that each is checked beside what the other left.</summary>
    public static async Task<IDbContextTransaction?> OneAtATime(this TicketingDb db, CancellationToken ct)
    {
        var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await db.Lock("triggers", ct);
        return own;
    }

    public static async Task<Trigger> TriggerToChange(this TicketingDb db, Guid id, IfMatch ifMatch, CancellationToken ct)
    {
        var trigger = await db.Set<Trigger>().SingleOrDefaultAsync(t => t.Id == id, ct) ?? throw new NotFound("trigger");
        ifMatch.Check(trigger.Version);
        return trigger;
    }

    public static async Task Stored(this TicketingDb db, Trigger trigger, IDbContextTransaction? transaction, TriggerBook book, CancellationToken ct)
    {
        RuleViolation.Unless(!await db.Set<Trigger>().AnyAsync(t => t.Id != trigger.Id && t.Name == trigger.Name, ct), "trigger.name-taken", "Another trigger has this name.", "name");
        await db.SaveChangesAsync(ct);
        if (transaction is not null) await transaction.CommitAsync(ct);
        book.Forget(db.Tenant.Required);
    }

    public static async Task<IReadOnlyList<Finding>> FindingsAbout(this TicketingDb db, Trigger trigger, CancellationToken ct) =>
        RuleCheck.Find([.. (await db.ActiveTriggers(ct)).Where(t => t.Id != trigger.Id).Append(trigger).OrderBy(t => t.Position).ThenBy(t => t.Id)], trigger.Id);

    /// <summary>Refuses a trigger with findings that nobody has said they take.</summary>
    public static async Task MayStand(this TicketingDb db, Trigger trigger, IReadOnlyCollection<FindingKind>? accept, CancellationToken ct)
    {
        var found = (await db.FindingsAbout(trigger, ct)).Where(f => accept?.Contains(f.Kind) != true).ToList();
        RuleViolation.Unless(found.Count == 0, "trigger.findings", $"{string.Join(" ", found.Take(Named).Select(f => $"{Kebab<FindingKind>.Of(f.Kind)}: {f.Reason}"))} GET …/findings lists all; accept the kinds you know and take.");
    }
}

/// <summary>Forget firings of long ago.</summary>
[Due("forget-firings")]
internal sealed record ForgetFirings(DateTimeOffset Planned);

internal static class Forgetting
{
    private static readonly TimeSpan s_each = TimeSpan.FromDays(1);

    /// <summary>A day from now, unless that is planned already.</summary>
    public static async Task PlanForgetting(this TicketingDb db, TimeProvider time, CancellationToken ct)
    {
        if (await db.Database.SqlQuery<int>($"select 1 as \"Value\" from due_messages where tenant_id = {db.Tenant.Required} and name = 'forget-firings' and failed_at is null limit 1").AnyAsync(ct)) return;
        db.Schedule(new ForgetFirings(time.Now() + s_each), time.Now() + s_each);
    }
}

/// <summary>Firings are kept for ninety days; the versions they name, for ever.</summary>
internal sealed class SweepFirings(TicketingDb db, TimeProvider time) : IDueHandler<ForgetFirings>
{
    private const int AtOnce = 5_000, Days = 90;

    public async Task Handle(ForgetFirings message, CancellationToken cancellationToken)
    {
        var before = time.Now().AddDays(-Days);
        var swept = await db.Database.ExecuteSqlAsync($"delete from trigger_firings where ctid in (select ctid from trigger_firings where tenant_id = {db.Tenant.Required} and at < {before} order by at limit {AtOnce})", cancellationToken);
        var next = swept == AtOnce ? time.Now() : time.Now().AddDays(1);
        if (await db.Set<Trigger>().AnyAsync(cancellationToken) || await db.Set<Firing>().AnyAsync(cancellationToken)) db.Schedule(new ForgetFirings(next), next);
    }
}
