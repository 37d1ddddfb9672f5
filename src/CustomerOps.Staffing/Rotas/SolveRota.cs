using CustomerOps.ServiceDefaults.Http;
using CustomerOps.ServiceDefaults.Problems;
using CustomerOps.Staffing.Forecasts;
using CustomerOps.Staffing.Requirements;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Staffing.Rotas;

/// <param name="People">Plan only these; everybody active who works on cases when left out.</param>
/// <param name="Skill">Plan only people who hold this skill at <paramref name="MinLevel"/> or more.</param>
/// <param name="Seed">The same seed and input give the same rota.</param>
[Example("""{ "forecastId": "0190a000-0000-7000-8000-000000000001", "ahtSeconds": 300, "serviceLevel": 0.8, "answerSeconds": 20 }""")]
internal sealed record SolveRota(
    Guid ForecastId, double AhtSeconds, double ServiceLevel = 0.8, double AnswerSeconds = 20, double MaxOccupancy = 0.85, double Shrinkage = 0.3,
    string Basis = "expected", IReadOnlyList<Guid>? People = null, string? Skill = null, int MinLevel = 1, int Seed = 1)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(4);

    public static async Task<Tagged<RotaView>> Handle(string week, SolveRota request, StaffingDb db, TimeProvider time, CancellationToken ct)
    {
        var planned = IsoWeek.Parse(week);
        var targets = new Targets(request.ServiceLevel, request.AnswerSeconds, request.AhtSeconds, request.MaxOccupancy, request.Shrinkage, request.Basis).Checked();
        var forecast = await db.Forecasts.AsNoTracking().SingleOrDefaultAsync(f => f.Id == request.ForecastId, ct) ?? throw new NotFound("forecast");
        var roster = await Roster.Load(db, planned, request, time.GetUtcNow(), ct);
        var required = roster.Required(forecast, targets);
        var problem = roster.Problem(required);
        // No transaction is open while it thinks; what changed meanwhile is found below.
        var solution = new RotaSolver(problem, request.Seed, Limit).Solve(ct);
        return await Store(planned, forecast, roster, problem, solution, targets, request, db, time, ct);
    }

    private static async Task<Tagged<RotaView>> Store(
        IsoWeek week, Forecast forecast, Roster roster, RotaProblem problem, RotaSolution solution, Targets targets, SolveRota request, StaffingDb db, TimeProvider time, CancellationToken ct)
    {
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await db.LockShifts(ct);
        var now = time.GetUtcNow();
        var again = await Roster.Load(db, week, request, now, ct);
        RuleViolation.Unless(again.Stands(roster), "rota.changed-meanwhile", "People or shifts of this week changed while the rota was being solved; solve it again.");
        await db.Shifts.Where(Roster.Replaceable(week, now)).ExecuteDeleteAsync(ct);
        var shifts = roster.Shifts(problem, solution);
        foreach (var shift in shifts) db.Add(shift);
        foreach (var shift in shifts.Where(s => s.PersonId is not null)) db.ScheduleShift(shift, now);
        var rota = await db.Rotas.SingleOrDefaultAsync(r => r.Week == week.ToString(), ct);
        if (rota is null) db.Rotas.Add(rota = Rota.For(week));
        rota.Solve(forecast.Id, roster.Plan(problem, solution, shifts, targets, request.Seed), now);
        await db.SaveChangesAsync(ct);
        if (transaction is not null) await transaction.CommitAsync(ct);
        return Tagged.Created($"/api/v1/rotas/{week}", RotaView.Of(rota), rota.Version);
    }
}
