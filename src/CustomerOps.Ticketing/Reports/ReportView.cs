namespace CustomerOps.Ticketing.Reports;

/// <summary>A report: every figure leads to its tickets.</summary>
/// <param name="Definition">The exact meaning of the figures.</param>
/// <param name="From">First day, in <paramref name="TimeZone"/>.</param>
/// <param name="To">Last day, itself counted.</param>
/// <param name="Total">Everything the filter leaves, each ticket once however many tags it has. Of the backlog: at the end of the last day, or now.</param>
/// <param name="Groups">By interval, then largest first; one without a ticket is not there. Empty where neither by nor interval was asked.</param>
internal sealed record ReportView(
    Measure Measure, string Definition, DateOnly From, DateOnly To, string TimeZone, Dimension? By, Interval? Interval, FiguresView Total, IReadOnlyList<ReportGroupView> Groups);

/// <param name="Key">Queue, person's id, branch …; null where a ticket has none, or no split was asked.</param>
/// <param name="Name">The person's name or the queue's title; otherwise as <paramref name="Key"/>.</param>
/// <param name="Start">First day of the interval.</param>
internal sealed record ReportGroupView(string? Key, string? Name, DateOnly? Start, FiguresView Figures);

/// <param name="Rate">The share the definition speaks of, 0 to 1; null where there is none.</param>
/// <param name="Business">Time while the ticket's calendar was open; null where nothing is timed.</param>
/// <param name="Calendar">Time by the clock.</param>
/// <param name="Tickets">Where the tickets are listed that make this figure.</param>
internal sealed record FiguresView(long Count, double? Rate, TimesView? Business, TimesView? Calendar, string Tickets);

/// <summary>In seconds.</summary>
/// <param name="P90">Nine of ten took no longer.</param>
internal sealed record TimesView(double Mean, double Median, double P90);
