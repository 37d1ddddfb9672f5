namespace CustomerOps.Staffing.Requirements;

/// <summary>
/// The M/M/N+M queue (Palm 1957; Garnett, Mandelbaum, Reiman 2002): as Erlang C, but whoever waits hangs up after an exponential patience.
/// Always stable. Stationary birth–death probabilities in logarithms; the service level by the chance that the j-th in line is served within T.
/// </summary>
internal static class ErlangA
{
    private const double Negligible = 1e-16;

    public static AbandonFigures Figures(double contactsPerSecond, double handlingSeconds, double patienceSeconds, int agents, double answerSeconds)
    {
        var (service, patience) = (1 / handlingSeconds, 1 / patienceSeconds);
        var p = Stationary(contactsPerSecond, service, patience, agents);
        double wait = 0, queue = 0, busy = 0;
        for (var n = 0; n < p.Length; n++)
        {
            busy += Math.Min(n, agents) * p[n];
            if (n < agents) continue;
            wait += p[n];
            queue += (n - agents) * p[n];
        }
        var served = ServedWithin(answerSeconds, agents * service, patience, Math.Max(1, p.Length - agents));
        var level = p.Take(agents).Sum() + p.Skip(agents).Select((share, i) => share * served[i + 1]).Sum();
        var abandoned = patience * queue / contactsPerSecond;
        return new AbandonFigures(agents, wait, level, level / (1 - abandoned), abandoned, queue / contactsPerSecond, queue, busy / agents);
    }

    private static double[] Stationary(double arrival, double service, double patience, int agents)
    {
        var logs = new List<double> { 0 };
        for (var (n, max) = (1, 0d); ; n++)
        {
            logs.Add(logs[^1] + Math.Log(arrival) - Math.Log((Math.Min(n, agents) * service) + (Math.Max(n - agents, 0) * patience)));
            max = Math.Max(max, logs[^1]);
            if (n > agents && logs[^1] < max + Math.Log(Negligible)) break;
        }
        var peak = logs.Max();
        var weights = logs.Select(l => Math.Exp(l - peak)).ToArray();
        var sum = weights.Sum();
        return [.. weights.Select(w => w / sum)];
    }

    /// <summary>[j] = chance that the j-th in line is served within <paramref name="seconds"/>: u₀ = 1, u′ⱼ = (Nμ+(j−1)θ)uⱼ₋₁ − (Nμ+jθ)uⱼ, by Runge–Kutta.</summary>
    private static double[] ServedWithin(double seconds, double service, double patience, int places)
    {
        var u = new double[places + 1];
        u[0] = 1;
        var steps = (int)Math.Ceiling(8 * seconds * (service + (places * patience))) + 1;
        var h = seconds / steps;
        double[] k1 = new double[u.Length], k2 = new double[u.Length], k3 = new double[u.Length], k4 = new double[u.Length], at = new double[u.Length];
        for (var step = 0; step < steps; step++)
        {
            Slope(u, k1);
            Slope(Along(k1, h / 2), k2);
            Slope(Along(k2, h / 2), k3);
            Slope(Along(k3, h), k4);
            for (var j = 1; j < u.Length; j++) u[j] += h / 6 * (k1[j] + (2 * k2[j]) + (2 * k3[j]) + k4[j]);
        }
        return u;

        double[] Along(double[] k, double distance)
        {
            for (var j = 0; j < u.Length; j++) at[j] = u[j] + (distance * k[j]);
            return at;
        }

        void Slope(double[] from, double[] to)
        {
            for (var j = 1; j < from.Length; j++) to[j] = ((service + ((j - 1) * patience)) * from[j - 1]) - ((service + (j * patience)) * from[j]);
        }
    }
}

/// <param name="ServiceLevel">Answered in time, of all that were offered.</param>
/// <param name="ServiceLevelOfAnswered">Answered in time, of those answered.</param>
/// <param name="Abandoned">Share that hung up.</param>
/// <param name="WaitSeconds">Mean wait of all.</param>
internal sealed record AbandonFigures(
    int Agents, double WaitProbability, double ServiceLevel, double ServiceLevelOfAnswered, double Abandoned, double WaitSeconds, double QueueLength, double Occupancy);
