using System.Globalization;
using CustomerOps.Demo.Running;

namespace CustomerOps.Demo.Loading;

/// <summary>The run as a table.</summary>
internal static class Summary
{
    private const int MostFaults = 20;

    public static void Write(TextWriter output, LoadOptions options, Run run, Outcome? outcome)
    {
        output.WriteLine();
        Line(output, $"{"step",-34}{"done",9}{"failed",8}{"seconds",10}{"per second",12}");
        foreach (var step in run.Steps) Line(output, $"{step.Name,-34}{step.Done,9:N0}{step.Failed,8:N0}{step.Seconds,10:0.0}{step.PerSecond,12:0.0}");
        output.WriteLine();
        if (outcome is not null) Loop(output, options, outcome);
        output.WriteLine();
        Line(output, $"{(run.Faults.Count == 0 ? "everything was loaded" : $"not loaded: {run.Faults.Count:N0}")}");
        foreach (var fault in run.Faults.Take(MostFaults)) Line(output, $"  {fault}");
    }

    private static void Loop(TextWriter output, LoadOptions options, Outcome outcome)
    {
        Line(output, $"in {options.Organisation}: {outcome.Customers:N0} customers, {outcome.Orders:N0} orders, {outcome.Tickets:N0} tickets, {outcome.Solved:N0} of them solved");
        Line(output, $"survey decisions   {Counts(outcome.Invitations)}");
        Line(output, $"withheld because   {Counts(outcome.Withheld)}");
        if (outcome.Answered is { } answered) Line(output, $"survey mails       {answered.Letters:N0} read, {answered.Answers:N0} answered ({answered.Detractors:N0} by detractors), {answered.Silent:N0} left unanswered");
        Line(output, $"follow-ups         {outcome.FollowUps:N0}");
        foreach (var score in outcome.Scores)
            Line(output, $"{score.Metric.ToUpperInvariant(),-19}{(score.Value is { } value ? FormattableString.Invariant($"{value:0.0}  (95 % interval {score.Low:0.0} to {score.High:0.0}, n = {score.N:N0})") : "no answers")}");
        if (outcome.Plan is { } plan)
        {
            Line(output, $"forecast           {plan.Expected:N0} {plan.Channel} contacts in 14 days, from {plan.HistoryDays:N0} days of history, error {(plan.WMape is { } error ? FormattableString.Invariant($"{error:P1}") : "not known yet")}");
            Line(output, $"staffing           {plan.AgentHours:N0} agent hours needed; rota {plan.Week}: {plan.Shifts:N0} shifts for {plan.PeoplePlanned:N0} people, {plan.CoveredHours:N0} of {plan.RequiredHours:N0} hours covered");
        }
    }

    private static string Counts(IReadOnlyDictionary<string, int> counts) =>
        counts.Count == 0 ? "none" : string.Join(", ", counts.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key} {c.Value:N0}")));

    private static void Line(TextWriter output, FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture).TrimEnd());
}
