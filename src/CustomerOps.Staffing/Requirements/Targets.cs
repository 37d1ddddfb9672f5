using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Staffing.Arrivals;
using CustomerOps.Staffing.Forecasts;

namespace CustomerOps.Staffing.Requirements;

/// <summary>What the customer is promised and what agents are spared.</summary>
/// <param name="ServiceLevel">Share to be answered within <paramref name="AnswerSeconds"/>, 0.8 = 80 %.</param>
/// <param name="AhtSeconds">Average handling time with after-work.</param>
/// <param name="MaxOccupancy">Agents are busy at most this share of their time.</param>
/// <param name="Shrinkage">Share of paid time that is not at work on contacts: breaks, meetings, illness.</param>
/// <param name="Basis">Staff for <c>expected</c> contacts, or for what is not exceeded in <c>p50</c>, <c>p80</c>, <c>p95</c> of the cases.</param>
internal sealed record Targets(double ServiceLevel, double AnswerSeconds, double AhtSeconds, double MaxOccupancy, double Shrinkage, string Basis)
{
    /// <summary>One queue beyond this load is not one team's any more.</summary>
    private const double MaxLoad = 10_000;

    public Targets Checked()
    {
        Rule(ServiceLevel is > 0 and <= 0.999, "serviceLevel", "More than 0, at most 0.999.");
        Rule(AnswerSeconds is >= 0 and <= 86_400, "answerSeconds", "0 to 86,400.");
        Rule(AhtSeconds is >= 1 and <= 86_400, "ahtSeconds", "1 to 86,400.");
        Rule(MaxOccupancy is >= 0.3 and <= 1, "maxOccupancy", "0.3 to 1.");
        Rule(Shrinkage is >= 0 and <= 0.9, "shrinkage", "0 to 0.9.");
        Rule(Basis is "expected" or "p50" or "p80" or "p95", "basis", "expected, p50, p80 or p95.");
        return this;
    }

    public RequiredInterval Require(ExpectedInterval interval)
    {
        var contacts = Basis switch { "p50" => interval.P50, "p80" => interval.P80, "p95" => interval.P95, _ => interval.Expected };
        var load = contacts * AhtSeconds / HalfHour.Seconds;
        Rule(load <= MaxLoad, "ahtSeconds", $"This makes a load of {load:0} agents in one queue; at most {MaxLoad:0} can be reckoned with.");
        var queue = ErlangC.Fewest(load, AhtSeconds, AnswerSeconds, ServiceLevel, MaxOccupancy);
        return new RequiredInterval(
            interval.Start, contacts, Math.Round(load, 6), queue.Agents, Scheduled(queue.Agents), Math.Round(queue.ServiceLevel, 6), Math.Round(queue.AnswerSeconds ?? 0, 3), Math.Round(queue.Occupancy, 6));
    }

    /// <summary>⌈agents / (1 − shrinkage)⌉, in decimals: 14 / 0.7 is 20, not a hair more.</summary>
    public int Scheduled(int agents) => (int)Math.Ceiling(agents / (1 - (decimal)Shrinkage));

    private static void Rule(bool holds, string field, string message) => RuleViolation.Unless(holds, "staffing.target", message, field);
}

/// <summary>What one half-hour needs.</summary>
/// <param name="Load">Offered load in erlangs.</param>
/// <param name="Agents">At work on contacts.</param>
/// <param name="Scheduled">On shift, shrinkage included.</param>
internal sealed record RequiredInterval(
    DateTimeOffset Start, double Contacts, double Load, int Agents, int Scheduled, double ServiceLevel, double AverageAnswerSeconds, double Occupancy);
