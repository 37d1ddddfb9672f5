namespace CustomerOps.Staffing.Requirements;

/// <summary>
/// The M/M/N queue (Erlang 1917): contacts come at random, are answered in order, nobody hangs up. Load A = contacts per second × handling seconds.
/// Exact by the recurrence on Erlang B, B(0) = 1, B(n) = A·B(n−1) / (n + A·B(n−1)), which stays in 0…1 for any A.
/// </summary>
internal static class ErlangC
{
    /// <summary>Probability that a contact waits; 1 when the agents cannot keep up.</summary>
    public static double Wait(double load, int agents)
    {
        if (load <= 0) return 0;
        if (agents <= load) return 1;
        var blocked = 1d;
        for (var n = 1; n <= agents; n++) blocked = load * blocked / (n + (load * blocked));
        return Wait(load, agents, blocked);
    }

    /// <summary>Figures of a queue with this many agents. Agents ≤ load is unstable: nobody is answered in time and waiting has no mean.</summary>
    public static QueueFigures Figures(double load, int agents, double handlingSeconds, double answerSeconds) =>
        Figures(load, agents, handlingSeconds, answerSeconds, Wait(load, agents));

    /// <summary>The fewest agents that reach the service level within the answer time and stay below the occupancy.</summary>
    public static QueueFigures Fewest(double load, double handlingSeconds, double answerSeconds, double serviceLevel, double maxOccupancy)
    {
        if (load <= 0) return Figures(0, 0, handlingSeconds, answerSeconds);
        var blocked = 1d;
        for (var n = 1; ; n++)
        {
            blocked = load * blocked / (n + (load * blocked));
            if (n <= load || load / n > maxOccupancy) continue;
            var figures = Figures(load, n, handlingSeconds, answerSeconds, Wait(load, n, blocked));
            // Ends: the service level tends to 1 and occupancy to 0; the last condition holds against rounding at extreme targets.
            if (figures.ServiceLevel >= serviceLevel || n > (4 * load) + 1000) return figures;
        }
    }

    private static double Wait(double load, int agents, double blocked) => agents * blocked / (agents - (load * (1 - blocked)));

    private static QueueFigures Figures(double load, int agents, double handlingSeconds, double answerSeconds, double wait)
    {
        if (load <= 0) return new QueueFigures(agents, 0, 1, 0, 0, 0);
        if (agents <= load) return new QueueFigures(agents, 1, 0, null, null, 1);
        var spare = agents - load;
        return new QueueFigures(
            agents, wait, 1 - (wait * Math.Exp(-spare * answerSeconds / handlingSeconds)), wait * handlingSeconds / spare, wait * load / spare, load / agents);
    }
}

/// <param name="WaitProbability">That a contact waits at all.</param>
/// <param name="ServiceLevel">Share answered within the answer time.</param>
/// <param name="AnswerSeconds">Mean speed of answer; null when the queue grows without end.</param>
/// <param name="QueueLength">Mean number waiting; null when the queue grows without end.</param>
/// <param name="Occupancy">Share of their time agents are busy.</param>
internal sealed record QueueFigures(int Agents, double WaitProbability, double ServiceLevel, double? AnswerSeconds, double? QueueLength, double Occupancy);
