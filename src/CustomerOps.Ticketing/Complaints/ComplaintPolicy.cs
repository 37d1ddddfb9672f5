using System.ComponentModel.DataAnnotations;
using CustomerOps.Messaging;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Ticketing.Returns;
using CustomerOps.Ticketing.Sla;
using CustomerOps.Ticketing.Waiting;
using NodaTime;

namespace CustomerOps.Ticketing.Complaints;

/// <summary>So much time; business hours and days count while the organisation is open.</summary>
internal sealed record Term([Range(1, 400)] int Amount, TermUnit Unit)
{
    public DateTimeOffset After(DateTimeOffset start, WeekHours hours) => Unit switch
    {
        TermUnit.BusinessHours => BusinessTime.Add(hours, Instant.FromDateTimeOffset(start), Duration.FromHours(Amount)).ToDateTimeOffset(),
        TermUnit.BusinessDays => BusinessDays.Add(hours, Instant.FromDateTimeOffset(start), Amount).ToDateTimeOffset(),
        _ => start.AddDays(Amount),
    };

    /// <summary>When three quarters of it have gone by, counted as it is counted.</summary>
    public DateTimeOffset WarnAt(DateTimeOffset start, DateTimeOffset due, WeekHours hours)
    {
        if (Unit == TermUnit.CalendarDays) return start + (due - start) * 0.75;
        var (from, to) = (Instant.FromDateTimeOffset(start), Instant.FromDateTimeOffset(due));
        return BusinessTime.Add(hours, from, BusinessTime.Between(hours, from, to) * 3 / 4).ToDateTimeOffset();
    }
}

/// <param name="Acknowledge">Until when the customer hears that the complaint is taken up.</param>
/// <param name="Answer">Until when they have the answer.</param>
internal sealed record SeverityTerms(Severity Severity, Term Acknowledge, Term Answer);

/// <summary>So many earlier complaints within so many days make this one a repeated one, a level graver; 0: they do not count.</summary>
internal sealed record RepetitionRule([Range(1, 3650)] int WithinDays, [Range(0, 1000)] int SameCustomer, [Range(0, 1000)] int SameCause, [Range(0, 1000)] int SameProduct)
{
    public int Needed(Likeness likeness) => likeness switch { Likeness.SameCustomer => SameCustomer, Likeness.SameCause => SameCause, _ => SameProduct };
}

/// <summary>What an organisation promises whoever complains, and who approves what it costs.</summary>
internal sealed class ComplaintPolicy : Aggregate
{
    private ComplaintPolicy() { }

    /// <summary>One for each severity.</summary>
    public List<SeverityTerms> Terms { get; private set; } =
    [
        Usually(Severity.Low, 3, 15), Usually(Severity.Medium, 3, 15), Usually(Severity.High, 2, 10), Usually(Severity.Critical, 1, 5),
    ];

    public RepetitionRule Repetition { get; private set; } = new(180, 1, 0, 0);

    /// <summary>By what a complaint's discounts and vouchers come to.</summary>
    public List<ApprovalLimit> Approvals { get; private set; } = [new(50, ApprovalRole.Supervisor), new(500, ApprovalRole.Manager)];

    /// <summary>So many days after an answer the customer may have it looked at again.</summary>
    public int ReviewDays { get; private set; } = 60;

    /// <summary>As it is until somebody sets it.</summary>
    public static ComplaintPolicy Usual() => new();

    public void Set(IReadOnlyList<SeverityTerms> terms, RepetitionRule repetition, IReadOnlyList<ApprovalLimit> approvals, int reviewDays)
    {
        RuleViolation.Unless(terms.Select(t => t.Severity).Order().SequenceEqual(Enum.GetValues<Severity>()), "complaint-policy.severities", "Say the terms of each severity once.", "terms");
        (Terms, Repetition, Approvals, ReviewDays) = ([.. terms.OrderBy(t => t.Severity)], repetition, [.. approvals], reviewDays);
    }

    public SeverityTerms TermsOf(Severity severity) => Terms.Single(t => t.Severity == severity);

    private static SeverityTerms Usually(Severity severity, int acknowledge, int answer) =>
        new(severity, new(acknowledge, TermUnit.BusinessDays), new(answer, TermUnit.BusinessDays));
}
