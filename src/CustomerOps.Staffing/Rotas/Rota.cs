using CustomerOps.Contracts.Staffing;
using CustomerOps.Messaging;
using CustomerOps.Staffing.Requirements;

namespace CustomerOps.Staffing.Rotas;

/// <summary>The plan of one week: what it was made from and what it leaves open. The shifts themselves stand beside it.</summary>
internal sealed class Rota : Aggregate
{
    private Rota() { }

    public string Week { get; private init; } = "";
    public Guid ForecastId { get; private set; }
    public DateTimeOffset SolvedAt { get; private set; }
    public RotaPlan Plan { get; private set; } = null!;

    public static Rota For(IsoWeek week) => new() { Week = week.ToString() };

    public void Solve(Guid forecastId, RotaPlan plan, DateTimeOffset now)
    {
        (ForecastId, Plan, SolvedAt) = (forecastId, plan, now);
        Raise(new RotaSolved(Week, plan.Shifts, plan.People, plan.Intervals.Count(i => i.Reason is not null), now));
    }
}

/// <summary>How a rota came about and how well it covers the week.</summary>
/// <param name="Settled">False when the time limit ended the search; more time might cover more.</param>
/// <param name="Shifts">Shifts with a person, those that stood before included.</param>
/// <param name="OpenShifts">Shifts nobody could be given.</param>
/// <param name="CoveredHours">Person-hours wanted that are covered, of <paramref name="RequiredHours"/>.</param>
internal sealed record RotaPlan(
    Targets Targets, int Seed, bool Settled, int Shifts, int People, int OpenShifts, double RequiredHours, double CoveredHours,
    IReadOnlyList<RotaConflict> Conflicts, IReadOnlyList<RotaInterval> Intervals);

/// <summary>Somebody whose contract cannot be kept this week and who is therefore not planned.</summary>
internal sealed record RotaConflict(Guid PersonId, string Name, string Reason);

/// <param name="Required">People on shift wanted.</param>
/// <param name="OnShift">People on shift.</param>
/// <param name="Reason">Why people are missing: nobody-available, everyone-on-shift, weekly-hours-used or rest-or-days-in-a-row; null when enough are there.</param>
internal sealed record RotaInterval(DateTimeOffset Start, int Required, int OnShift, string? Reason);

/// <summary>The rota of a week.</summary>
internal sealed record RotaView(Guid Id, string Week, Guid ForecastId, DateTimeOffset SolvedAt, string Status, RotaPlan Plan)
{
    public static RotaView Of(Rota rota) => new(rota.Id, rota.Week, rota.ForecastId, rota.SolvedAt, "solved", rota.Plan);
}
