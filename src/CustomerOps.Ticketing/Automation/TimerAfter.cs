using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Fields;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Sla.Policies;
using CustomerOps.Ticketing.Tickets;
using NodaTime;

namespace CustomerOps.Ticketing.Automation;

/// <summary>What a timer counts from: when the ticket came in; got into its state; got to the person who has it; when the customer began to wait; when something was changed last; the day in one of its fields.</summary>
internal enum TimerGround { Created, State, Assigned, CustomerWaits, Unchanged, Field }

/// <summary>So long after its ground, if that ground is still there. Another ground (the state again, a later answer) is another occasion.</summary>
/// <param name="Minutes">Of a field also before it: negative. A day begins at midnight where the organisation is.</param>
/// <param name="Time">calendar: by the wall's clock; business: while the ticket's queue is worked in.</param>
/// <param name="Field">Of the ground field: a date.</param>
internal sealed record TimerAfter(TimerGround Ground, [Range(-TimerAfter.Longest, TimerAfter.Longest)] int Minutes, CountedTime Time = CountedTime.Calendar, [FieldKey] string? Field = null)
{
    public const int Longest = 366 * 24 * 60;

    public TimerAfter Checked()
    {
        RuleViolation.Unless(Ground == TimerGround.Field == Field is not null, "timer.field", "field belongs to the ground field.", "trigger.after.field");
        RuleViolation.Unless(Minutes >= 0 || (Ground == TimerGround.Field && Time == CountedTime.Calendar), "timer.before", "Only the day in a field has a time before it, by the wall's clock.", "trigger.after.minutes");
        return this;
    }

    /// <summary>From when it counts; null while there is nothing to count from.</summary>
    public DateTimeOffset? From(Ticket ticket, SlaRules rules) => Ground switch
    {
        TimerGround.Created => ticket.CreatedAt,
        TimerGround.State => ticket.StateSince,
        TimerGround.Assigned => ticket.AssigneeId is null ? null : ticket.AssignedAt,
        TimerGround.CustomerWaits => ticket.CustomerWaitsSince,
        TimerGround.Unchanged => ticket.UpdatedAt,
        _ => FieldValues.Read(ticket.Fields).TryGetValue(Field!, out var day) && day.ValueKind == JsonValueKind.String && DateOnly.TryParseExact(day.GetString(), "yyyy-MM-dd", out var date)
            ? rules.Hours.Zone.AtStartOfDay(LocalDate.FromDateOnly(date)).ToInstant().ToDateTimeOffset() : null,
    };

    public DateTimeOffset Due(DateTimeOffset from, Ticket ticket, SlaRules rules) => Time == CountedTime.Calendar
        ? from.AddMinutes(Minutes)
        : BusinessTime.Add(rules.HoursOf(ticket.Queue), Instant.FromDateTimeOffset(from), Duration.FromMinutes(Minutes)).ToDateTimeOffset();
}
