using System.ComponentModel.DataAnnotations;
using CustomerOps.Messaging;
using CustomerOps.Messaging.Due;
using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Customers;
using CustomerOps.Ticketing.Macros;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace CustomerOps.Ticketing.Recurring;

/// <summary>What becomes of occurrences that nobody was there for (an outage): none of them, or one ticket for all.</summary>
internal enum Missed { Skip, One }

/// <param name="RequesterEmail">Whose ticket it is.</param>
/// <param name="Actions">Steps of macros that are done to it: fields, tasks, checklists, queue.</param>
internal sealed record TicketPlan(
    [Text(300)] string Subject, [Text(20_000)] string Body, [EmailAddress, Text(254)] string RequesterEmail, [Text(200)] string? RequesterName = null, Priority Priority = Priority.Normal, [Labels(20, 50)] string[]? Tags = null,
    [MaxLength(20)] MacroAction[]? Actions = null);

internal sealed record RecurringSpec(Recurrence Schedule, TicketPlan Ticket, Missed Missed);

/// <summary>A ticket that is opened again and again by the calendar: once for each occurrence.</summary>
internal sealed class RecurringTicket : Aggregate
{
    /// <summary>An organisation has so many at most.</summary>
    public const int Most = 200;

    /// <summary>So late it is missed.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromHours(1);

    public string Name { get; private set; } = "";
    public RecurringSpec Spec { get; private set; } = null!;
    public bool Paused { get; private set; }

    /// <summary>The occurrence that is planned; null where none comes, or it is paused.</summary>
    public DateTimeOffset? NextAt { get; private set; }
    public DateTimeOffset CreatedAt { get; init; }

    /// <returns>What is due next, to be scheduled.</returns>
    public OpenRecurring? Set(string name, RecurringSpec spec, WeekHours hours, DateTimeOffset now)
    {
        spec.Schedule.Checked();
        Macro.CheckSteps(spec.Ticket.Actions ?? []);
        RuleViolation.Unless((spec.Ticket.Actions ?? []).All(a => a.Step != MacroStep.AssignMe), "trigger.nobody", "Nobody runs it: name the person it is given to.", "actions");
        (Name, Spec) = (name.Trim(), spec);
        return Plan(hours, now);
    }

    public OpenRecurring? Pause(bool paused, WeekHours hours, DateTimeOffset now)
    {
        if (Paused == paused) return null;
        Paused = paused;
        return Plan(hours, now);
    }

    /// <summary>An occurrence has come, and the next one is planned.</summary>
    /// <returns>Is a ticket to be opened for it?</returns>
    public (bool Opens, OpenRecurring? Next) Come(DateTimeOffset occurrence, WeekHours hours, DateTimeOffset now)
    {
        var late = now - occurrence > Late;
        return (!late || Spec.Missed == Missed.One, Plan(hours, now < occurrence ? occurrence : now));
    }

    private OpenRecurring? Plan(WeekHours hours, DateTimeOffset after)
    {
        var next = Paused ? null : Spec.Schedule.Occurrences(hours, Instant.FromDateTimeOffset(after)).Select(i => (DateTimeOffset?)i.ToDateTimeOffset()).FirstOrDefault();
        if (next == NextAt) return null;
        NextAt = next;
        Touch();
        return next is { } at ? new OpenRecurring(Id, at) : null;
    }
}

/// <summary>That an occurrence opened a ticket.</summary>
internal sealed class RecurringOpening : ITenantOwned
{
    public Guid Id { get; private init; } = GrowingId.Next();
    public Guid TenantId { get; set; }
    public Guid RecurringId { get; init; }
    public DateTimeOffset Occurrence { get; init; }
    public Guid TicketId { get; init; }
    public DateTimeOffset OpenedAt { get; init; }
}

internal sealed class RecurringTables : IEntityTypeConfiguration<RecurringTicket>, IEntityTypeConfiguration<RecurringOpening>
{
    public void Configure(EntityTypeBuilder<RecurringTicket> builder)
    {
        builder.ToTable("recurring_tickets");
        builder.Property(r => r.Spec).AsJson();
    }

    public void Configure(EntityTypeBuilder<RecurringOpening> builder)
    {
        builder.ToTable("recurring_openings");
        builder.Property(o => o.Id).ValueGeneratedNever();
        builder.HasOne<Ticket>().WithMany().HasForeignKey(o => o.TicketId);
    }
}

/// <summary>An occurrence is due. Out of date when another one is planned by then.</summary>
[Due("open-recurring")]
internal sealed record OpenRecurring(Guid RecurringId, DateTimeOffset At);

/// <summary>Opens the ticket, notes the occurrence and plans the next in one transaction. A step that cannot be done is noted on the ticket, which is there all the same.</summary>
internal sealed class OpenInTurn(TicketingDb db, TicketNumbers numbers, SlaRulebook rulebook, MacroWork work, TimeProvider time) : IDueHandler<OpenRecurring>
{
    public async Task Handle(OpenRecurring message, CancellationToken cancellationToken)
    {
        var recurring = await db.Set<RecurringTicket>().SingleOrDefaultAsync(r => r.Id == message.RecurringId, cancellationToken);
        if (recurring is null || recurring.NextAt != message.At.ToUniversalTime()) return;
        var (now, rules) = (time.Now(), await rulebook.For(db, cancellationToken));
        var (opens, next) = recurring.Come(message.At, rules.Hours, now);
        if (next is not null) db.Schedule(next, next.At);
        if (!opens) return;
        var plan = recurring.Spec.Ticket;
        var customer = await db.Meet(plan.RequesterEmail, plan.RequesterName, null, null, now);
        var contact = new Contact(await numbers.Next(db.Tenant.Required, cancellationToken), customer, Channel.Web, Origin.Contact, plan.Subject, customer.Language ?? rules.Language, plan.Priority, Tier.Representative, Tags: [.. (plan.Tags ?? []).Distinct()]);
        var ticket = db.Open(contact, Author.System, Visibility.Internal, plan.Body, rules, now);
        db.Add(new RecurringOpening { RecurringId = recurring.Id, Occurrence = message.At.ToUniversalTime(), TicketId = ticket.Id, OpenedAt = now });
        await db.SaveChangesAsync(cancellationToken);
        try { await work.Do(plan.Actions ?? [], ticket, new Author(AuthorKind.System, null, recurring.Name), cancellationToken); }
        catch (RuleViolation broken)
        {
            db.ChangeTracker.Clear();
            db.ActingRoles = null;
            var opened = await db.TicketToChange(ticket.Id, cancellationToken);
            db.Add(opened.Say(Author.System, Visibility.Internal, $"Its steps were not done: {broken.Message}", now));
        }
    }
}
