using CustomerOps.ServiceDefaults.Data;
using CustomerOps.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CustomerOps.Survey.Surveys;

internal static class ListSurveys
{
    public static async Task<Page<SurveyView>> Handle(int? limit, string? after, SurveyDb db, CancellationToken ct)
    {
        var take = Paging.Limit(limit);
        var surveys = db.Surveys.AsNoTracking();
        if (Newest.After(after) is var (at, id))
            surveys = surveys.Where(s => EF.Functions.LessThan(ValueTuple.Create(s.CreatedAt, s.Id), ValueTuple.Create(at, id)));
        var rows = await surveys.OrderByDescending(s => s.CreatedAt).ThenByDescending(s => s.Id).TakePage(take).ToListAsync(ct);
        return Paging.Cut(rows, take, s => (s.CreatedAt, s.Id), SurveyView.Of);
    }
}
