using System.Linq.Expressions;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Staffing.Branches;
using CustomerOps.Staffing.Forecasts;
using CustomerOps.Staffing.People;
using CustomerOps.Staffing.Requirements;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CustomerOps.Staffing.Rotas;

/// <summary>Who can be planned in a week and which shifts stay: between the stored people and shifts and the solver's slots.</summary>
internal sealed record Roster(IsoWeek Week, Grid Grid, Clocks Clocks, IReadOnlyList<Person> People, IReadOnlyList<Shift> Staying)
{
    public const int MaxPeople = 200;

    public static async Task<Roster> Load(StaffingDb db, IsoWeek week, SolveRota request, DateTimeOffset now, CancellationToken ct)
    {
        var people = db.People.AsNoTracking().Where(p => p.Active && p.Tier != Tier.None);
        if (request.People is { } ids) people = people.Where(p => ids.Contains(p.Id));
        if (request.Skill is { } skill) people = people.Where(p => p.Skills.Any(s => s.Skill == skill && s.Level >= request.MinLevel));
        var found = await people.OrderBy(p => p.Id).Take(MaxPeople + 1).ToListAsync(ct);
        RuleViolation.Unless(found.Count <= MaxPeople, "rota.too-many-people", $"One rota plans at most {MaxPeople} people; name fewer or a skill.", "people");
        if (request.People is { } asked && asked.Except(found.Select(p => p.Id)).Any() && request.Skill is null) throw new RuleViolation("rota.people", "Somebody named is unknown, inactive or does not work on cases.", "people");
        // A person's days in a row and rest reach over the week's borders.
        var (from, to) = (week.Monday.PlusDays(-8).AtStartOfDayInZone(DateTimeZone.Utc).ToDateTimeOffset(), week.Monday.PlusDays(16).AtStartOfDayInZone(DateTimeZone.Utc).ToDateTimeOffset());
        var name = week.ToString();
        var staying = await db.Shifts.AsNoTracking()
            .Where(s => s.StartsAt >= from && s.StartsAt < to && s.PersonId != null)
            .Where(s => s.Week != name || s.Origin == ShiftOrigin.Manual || s.State != ShiftState.Planned || s.StartsAt <= now)
            .OrderBy(s => s.StartsAt).ThenBy(s => s.Id).ToListAsync(ct);
        return new Roster(week, Grid.Of(week), await Clocks.Load(db, ct), found, staying);
    }

    /// <summary>A new solution takes the place of these.</summary>
    public static Expression<Func<Shift, bool>> Replaceable(IsoWeek week, DateTimeOffset now)
    {
        var name = week.ToString();
        return s => s.Week == name && s.Origin == ShiftOrigin.Solver && s.State == ShiftState.Planned && (s.StartsAt > now || s.PersonId == null);
    }

    /// <summary>Is everything the other was solved from still so?</summary>
    public bool Stands(Roster other) =>
        People.Select(p => (p.Id, p.Version)).SequenceEqual(other.People.Select(p => (p.Id, p.Version)))
        && Staying.Select(s => (s.Id, s.PersonId, s.StartsAt, s.EndsAt)).SequenceEqual(other.Staying.Select(s => (s.Id, s.PersonId, s.StartsAt, s.EndsAt)));

    /// <summary>People wanted per slot of the organisation's week.</summary>
    public int[] Required(Forecast forecast, Targets targets)
    {
        var required = new int[Grid.Slots];
        var (from, to) = (At(Week.Monday), At(Week.Monday.PlusDays(7)));
        var inside = forecast.Intervals.Where(i => i.Start >= from && i.Start < to).ToList();
        RuleViolation.Unless(inside.Count > 0, "rota.forecast-elsewhere", $"The forecast has no open half-hour in {Week}.", "forecastId");
        foreach (var interval in inside) required[Grid.Floor(Instant.FromDateTimeOffset(interval.Start))] += targets.Require(interval).Scheduled;
        return required;

        DateTimeOffset At(LocalDate date) => Clocks.Organisation.AtStartOfDay(date).ToDateTimeOffset();
    }

    public RotaProblem Problem(int[] required)
    {
        var there = new int[Grid.Slots];
        var planned = People.Select(p => p.Id).ToHashSet();
        foreach (var shift in Staying.Where(s => planned.Contains(s.PersonId!.Value)))
            for (var s = Math.Max(0, Grid.Ceiling(Instant.FromDateTimeOffset(shift.StartsAt))); s < Math.Min(Grid.Slots, Grid.Floor(Instant.FromDateTimeOffset(shift.EndsAt))); s++) there[s]++;
        var byPerson = Staying.ToLookup(s => s.PersonId!.Value, s => Span.Of(s.StartsAt, s.EndsAt));
        return new RotaProblem(required, there, [.. People.Select(p => Worker.Of(p.Id, p.Contract, Clocks.Of(p.Branches), Week, Grid, [.. byPerson[p.Id]]))]);
    }

    /// <summary>The new shifts, open ones included.</summary>
    public List<Shift> Shifts(RotaProblem problem, RotaSolution solution)
    {
        var shifts = new List<Shift>();
        for (var w = 0; w < problem.Workers.Count; w++)
            foreach (var span in solution.Rows[w] ?? []) shifts.Add(Shift(problem.Workers[w].PersonId, span));
        shifts.AddRange(OpenShifts.Cover(problem.Required, solution.Cover).Select(span => Shift(null, span)));
        return shifts;

        Shift Shift(Guid? person, SlotSpan span) => Rotas.Shift.Solved(Week, person, Grid.At(span.From).ToDateTimeOffset(), Grid.At(span.To).ToDateTimeOffset());
    }

    public RotaPlan Plan(RotaProblem problem, RotaSolution solution, List<Shift> shifts, Targets targets, int seed)
    {
        var slots = Enumerable.Range(0, Grid.Slots).Where(s => problem.Required[s] > 0 || solution.Cover[s] > 0).ToList();
        var week = Week.ToString();
        var assigned = shifts.Concat(Staying.Where(s => s.Week == week)).Where(s => s.PersonId is not null).ToList();
        return new RotaPlan(
            targets, seed, solution.Settled, assigned.Count, assigned.Select(s => s.PersonId).Distinct().Count(), shifts.Count(s => s.PersonId is null),
            problem.Required.Sum() / 2d, slots.Sum(s => Math.Min(problem.Required[s], solution.Cover[s])) / 2d,
            [.. People.Where((_, w) => solution.Rows[w] is null).Select(p => new RotaConflict(p.Id, p.Name, solution.Settled ? "contract-cannot-be-kept" : "time-limit"))],
            [.. slots.Select(s => new RotaInterval(Grid.At(s).ToDateTimeOffset(), problem.Required[s], solution.Cover[s], Uncovered.Reason(problem, solution, s)))]);
    }
}
